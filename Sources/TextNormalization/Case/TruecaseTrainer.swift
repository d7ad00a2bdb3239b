/// Counts how the words of a corpus are written, line by line, and makes a model of it.
///
/// The counts do not depend on the order of the lines. The rules are those of Moses'
/// `train-truecaser.perl` in the reading of sacremoses: only words with a letter count, and the
/// first word of a sentence does not, since its capital says nothing.
public struct TruecaseTrainer: Sendable {
  /// How words are told apart.
  public let form: WordForm
  /// Whether the first word of a sentence counts where its case does say something.
  ///
  /// A small letter then counts in full, and a line that is one word alone counts as a tenth.
  public let usesSentenceStarts: Bool
  private var weights: [WordBytes: CaseWeight] = [:]

  /// Begins with no counts.
  public init(form: WordForm = .raw, usesSentenceStarts: Bool = false) {
    self.form = form
    self.usesSentenceStarts = usesSentenceStarts
  }

  /// Counts the words of a line.
  public mutating func count(_ line: String) {
    let utf8 = Array(line.utf8)
    var words: [(range: Range<Int>, startsSentence: Bool)] = []
    form.forEachWord(in: utf8.span) { words.append(($0, $1)) }
    for (range, startsSentence) in words where utf8.span.hasCasedLetter(in: range) {
      let weight =
        startsSentence
        ? startWeight(utf8.span, range, isAlone: words.count == 1) : CaseWeight(count: 1)
      if weight > CaseWeight() {
        weights[WordBytes(utf8: Array(utf8[range])), default: CaseWeight()] += weight
      }
    }
  }

  /// The model of all lines so far.
  ///
  /// Of casings that are equally frequent, the one later in code-point order comes first: small
  /// letters before capitals.
  public func model() -> TruecaseModel {
    var casings: [CaselessWord: [Casing]] = [:]
    for (word, weight) in weights {
      casings[CaselessWord(word.utf8.span), default: []]
        .append(Casing(utf8: word.utf8, weight: weight))
    }
    return TruecaseModel(form: form, casings: casings.mapValues { $0.sorted(by: >) })
  }

  private func startWeight(
    _ utf8: Span<UInt8>, _ word: Range<Int>, isAlone: Bool
  ) -> CaseWeight {
    guard usesSentenceStarts else { return CaseWeight() }
    let first = utf8.decodeScalar(at: word.lowerBound).scalar
    if !first.properties.changesWhenLowercased { return CaseWeight(count: 1) }
    return isAlone ? CaseWeight(tenths: 1) : CaseWeight()
  }
}

extension Span<UInt8> {
  fileprivate func hasCasedLetter(in word: Range<Int>) -> Bool {
    var position = word.lowerBound
    while position < word.upperBound {
      let (scalar, end) = decodeScalar(at: position)
      if scalar.isASCII ? scalar.isASCIILetter : scalar.properties.isCased { return true }
      position = end
    }
    return false
  }
}
