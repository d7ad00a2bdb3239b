/// Finds the statistics of segments for ``BLEU``, one after the other.
///
/// A hypothesis' n-gram matches as often as the one reference that has it most often (Papineni et
/// al., 2002, section 2.1: clipped counts).
public struct BLEUScorer: UTF8Scorer {
  private let options: BLEUOptions
  private let externalTokenizer: ExternalTokenizer?
  private var buffer = WordBuffer()
  private var table = WordTable()
  /// For long references, and for several.
  private var nGrams: NGramTable
  private var shortMasks = PositionMasks<UInt64>()
  private var longMasks = PositionMasks<UInt128>()
  private var hypothesis: [UInt32] = []
  private var reference: [UInt32] = []
  private var matchCounts: [Int]

  init(_ metric: BLEU) {
    options = metric.options
    externalTokenizer = metric.externalTokenizer
    nGrams = NGramTable(maximumOrder: options.maximumOrder)
    matchCounts = Array(repeating: 0, count: options.maximumOrder)
  }

  mutating func appendRow<Text: Collection<UInt8>>(
    of hypothesis: Text, _ references: some RandomAccessCollection<Text>, to rows: inout [Double]
  ) {
    buffer.removeAll()
    table.removeAll()
    let words = words(of: hypothesis)
    table.number(words, of: buffer, into: &self.hypothesis)
    let nearestLength =
      if references.count == 1, let reference = references.first {
        countMatches(in: reference)
      } else {
        countMatches(inAnyOf: references)
      }
    rows.append(addingCapacity: 2 + 2 * options.maximumOrder) { row in
      row.append(Double(words.count))
      row.append(Double(nearestLength))
      for count in matchCounts { row.append(Double(count)) }
      for order in 0..<options.maximumOrder { row.append(Double(max(0, words.count - order))) }
    }
  }

  /// Counts the matches in the only reference; returns its number of words.
  private mutating func countMatches(in text: some Collection<UInt8>) -> Int {
    let words = words(of: text)
    table.find(words, of: buffer, into: &reference)
    switch words.count {
    case ...PositionMasks<UInt64>.limit:
      shortMasks.countMatches(
        of: hypothesis, in: reference, elementCount: table.count, into: &matchCounts)
    case ...PositionMasks<UInt128>.limit:
      longMasks.countMatches(
        of: hypothesis, in: reference, elementCount: table.count, into: &matchCounts)
    default:
      nGrams.removeAll()
      nGrams.add(reference, count: reference.count)
      nGrams.takeMatches(of: hypothesis, count: hypothesis.count, into: &matchCounts)
    }
    return words.count
  }

  /// Counts the matches in several references; returns the number of words of the one that is
  /// nearest in length.
  private mutating func countMatches(
    inAnyOf texts: some Collection<some Collection<UInt8>>
  ) -> Int {
    nGrams.removeAll()
    var nearest = NearestLength(to: hypothesis.count)
    for text in texts {
      let words = words(of: text)
      nearest.consider(words.count)
      table.find(words, of: buffer, into: &reference)
      nGrams.add(reference, count: reference.count)
    }
    nGrams.takeMatches(of: hypothesis, count: hypothesis.count, into: &matchCounts)
    return nearest.length
  }

  private mutating func words(of line: some Collection<UInt8>) -> Range<Int> {
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
