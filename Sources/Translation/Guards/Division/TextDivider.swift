import TextNormalization

/// Cuts texts that are too long for a model, or that it does not translate as a whole.
struct TextDivider: Sendable {
  private let model: GuardedModel
  private let splitter: SentenceSplitter
  private let cut: TextCut

  init(_ model: GuardedModel) {
    self.model = model
    splitter = SentenceSplitter(language: model.sourceLanguage)
    cut = TextCut(language: splitter.language)
  }

  /// The sentences of a text: ranges without the white space between them.
  func sentences(in text: MaskedText) -> [Range<Int>] {
    splitter.sentences(in: String(decoding: text.text, as: UTF8.self)).map(\.utf8Range)
      .filter { range in
        !text.standIns.contains { $0.range.strictlyContains(range.lowerBound) }
      }
  }

  /// Whether the model takes a text as a whole.
  func fits(_ utf8: some Collection<UInt8>) -> Bool {
    guard let limit = model.tokenLimit else { return true }
    // A token spells a byte at least, and 16 at most but for a few. Normalisation can make several
    // characters of one: of those with the highest lead bytes a dozen times as many bytes.
    if utf8.count > 16 * limit { return false }
    let highest = utf8.max() ?? 0
    let growth = highest >= 0xEF ? 12 : highest >= 0xE2 ? 3 : 1
    if utf8.count * growth + 2 <= limit { return true }
    return model.tokenCount(String(decoding: utf8, as: UTF8.self)) <= limit
  }

  /// How many tokens a text has.
  func tokenCount(_ text: String) -> Int { model.tokenCount(text) }

  /// Cuts a text into parts that the model takes: at the ends of sentences, then at those of
  /// clauses, then at spaces, then anywhere between characters.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Ranges in order, with nothing but white space between them.
  func chunks(of text: MaskedText) -> [Range<Int>] {
    if fits(text.text) { return [text.text.indices] }
    var chunks: [Range<Int>] = []
    var waiting = Array(sentences(in: text).reversed())
    while let range = waiting.popLast() {
      if !fits(text.text[range]), let middle = cut.best(in: text, range) {
        let halves = [range.lowerBound..<middle, middle..<range.upperBound]
        waiting += halves.reversed().map { text.text.trimming($0, where: \.isWhite) }
          .filter { !$0.isEmpty }
      } else {
        chunks.append(range)
      }
    }
    return chunks
  }

  /// The sentences of a text, or its halves if it is one sentence; a single range if it cannot be
  /// cut between words.
  func parts(of text: MaskedText) -> [Range<Int>] {
    let sentences = sentences(in: text)
    guard sentences.count == 1, let whole = sentences.first,
      let middle = cut.betweenWords(in: text, whole)
    else { return sentences }
    return [whole.lowerBound..<middle, middle..<whole.upperBound]
      .map { text.text.trimming($0, where: \.isWhite) }.filter { !$0.isEmpty }
  }
}

extension Range<Int> {
  /// Whether a position lies between two elements of the range.
  func strictlyContains(_ position: Int) -> Bool { lowerBound < position && position < upperBound }
}
