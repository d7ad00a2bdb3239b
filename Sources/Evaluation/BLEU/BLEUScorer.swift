/// Finds the statistics of segments for ``BLEU``, one after the other.
///
/// A hypothesis' n-gram matches as often as the one reference that has it most often (Papineni et
/// al., 2002, section 2.1: clipped counts).
public struct BLEUScorer: SegmentScorer {
  private let options: BLEUOptions
  private let externalTokenizer: ExternalTokenizer?
  private var buffer = WordBuffer()
  private var table = WordTable()
  private var nGrams: NGramTable
  private var hypothesis: [UInt32] = []
  private var reference: [UInt32] = []
  private var matchCounts: [Int]

  init(_ metric: BLEU) {
    options = metric.options
    externalTokenizer = metric.externalTokenizer
    nGrams = NGramTable(maximumOrder: options.maximumOrder)
    matchCounts = Array(repeating: 0, count: options.maximumOrder)
  }

  /// Finds what BLEU has to know of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized, without a line end.
  ///   - references: The right translations, at least one.
  ///   - rows: The rows of the segments before, to which one row is appended.
  public mutating func append(
    hypothesis: String, references: [String], to rows: inout [Double]
  ) {
    precondition(!references.isEmpty, "A segment without a reference.")
    buffer.removeAll()
    table.removeAll()
    nGrams.removeAll()
    let words = words(of: hypothesis)
    var nearest = NearestLength(to: words.count)
    for text in references {
      let words = self.words(of: text)
      nearest.consider(words.count)
      table.number(words, of: buffer, into: &reference)
      nGrams.add(reference, count: reference.count)
    }
    table.find(words, of: buffer, into: &self.hypothesis)
    rows.append(Double(words.count))
    rows.append(Double(nearest.length))
    nGrams.takeMatches(of: self.hypothesis, count: words.count, into: &matchCounts)
    for count in matchCounts { rows.append(Double(count)) }
    for order in 0..<options.maximumOrder { rows.append(Double(max(0, words.count - order))) }
  }

  private mutating func words(of line: String) -> Range<Int> {
    if let externalTokenizer {
      return buffer.append(line, isLowercased: options.isLowercased, externalTokenizer)
    }
    return buffer.append(line, isLowercased: options.isLowercased, options.tokenizer)
  }
}

/// The length nearest to a given one, and of two as near the shorter.
private struct NearestLength {
  private let target: Int
  private(set) var length = -1

  init(to target: Int) { self.target = target }

  mutating func consider(_ candidate: Int) {
    let (distance, best) = (abs(candidate - target), abs(length - target))
    if length < 0 || distance < best || distance == best && candidate < length {
      length = candidate
    }
  }
}
