import FileStorage

/// Parallel text as token ids: in memory, or in a file that is larger than memory.
///
/// It may be made of several corpora, its parts, each with a weight: how often an epoch sees it.
package struct EncodedCorpus: Sendable {
  /// The pairs of a corpus that is held in memory.
  private var memory = PackedPairs()
  /// The pairs of a corpus in a file.
  private let store: TokenStore?
  /// The corpora that it is made of, in their order.
  package private(set) var parts: [CorpusPart]

  package var count: Int { store?.count ?? memory.count }

  package var isEmpty: Bool { count == 0 }

  /// A corpus in memory, still without pairs.
  ///
  /// - Parameter name: What origins call it.
  package init(name: String = "") {
    store = nil
    parts = [CorpusPart(name: name, firstPair: 0)]
  }

  /// A corpus in a file, with names for its parts.
  init(_ store: TokenStore, names: [String]) {
    self.store = store
    parts = store.parts
    for (index, name) in names.enumerated().prefix(parts.count) { parts[index].name = name }
  }

  package subscript(index: Int) -> SentencePair { store?[index] ?? memory[index] }

  package func extent(of index: Int) -> PairExtent {
    store?.extent(of: index) ?? memory.extent(of: index)
  }

  /// Where a pair was read.
  package func origin(of index: Int) -> PairOrigin {
    precondition(index >= 0 && index < count, "pair \(index) of \(count)")
    let part = partitionPoint(0..<parts.count) { parts[$0].pairs.lowerBound <= index } - 1
    return PairOrigin(
      corpus: parts[part].name, line: store?.line(of: index) ?? memory.lines.line(of: index))
  }

  /// Adds a pair to the last part of a corpus in memory.
  ///
  /// - Parameters:
  ///   - pair: The tokens.
  ///   - line: Where it stands in its text; by default on the line after the last pair's.
  package mutating func append(_ pair: SentencePair, line: Int? = nil) {
    precondition(store == nil, "a corpus in a file does not grow")
    memory.append(pair, line: line)
    parts[parts.count - 1].append(
      PairExtent(sourceCount: pair.source.count, targetCount: pair.target.count + 1))
  }

  /// Lets the pairs that follow belong to a further corpus, whose lines count from 1.
  package mutating func beginPart(name: String) {
    parts.append(CorpusPart(name: name, firstPair: count))
    memory.lines.restart()
  }

  /// The tokens of each side of a corpus in memory.
  var tokenCounts: (source: Int, target: Int) { memory.tokenCounts }

  /// Says how often an epoch sees each part, whole numbers or not.
  package mutating func setWeights(_ weights: [Double]) {
    precondition(weights.count == parts.count, "\(weights.count) weights of \(parts.count) parts")
    for (index, weight) in weights.enumerated() { parts[index].weight = weight }
  }

  /// The longest source and the longest target, of whichever pairs.
  package var longest: PairExtent {
    let extents = parts.flatMap(\.extents.keys)
    return PairExtent(
      sourceCount: extents.map(\.sourceCount).max() ?? 0,
      targetCount: extents.map(\.targetCount).max() ?? 1)
  }

  /// The bytes of memory that the pairs take before they are read.
  package var heldByteCount: Int { store == nil ? memory.byteCount : 0 }

  /// The most bytes of memory that they take while they are read.
  package var residentByteCount: Int { store?.residentByteCount ?? memory.byteCount }

  /// A hash of everything that decides what is trained on: the tokens, where sentences and parts
  /// end, and the weights of the parts; not of where the files lie.
  package var fingerprint: String {
    let pairCounts = parts.map { "\($0.pairs.count)" }.joined(separator: "+")
    let content = "\(store?.contentDigits ?? memory.contentDigits)/\(pairCounts)"
    let isWeighted = parts.contains { $0.weight != 1 }
    let weights = parts.map { "\($0.weight)" }.joined(separator: " ")
    return isWeighted ? "\(content) weighted \(weights)" : content
  }
}

/// The end of the numbers at the start of a range that a condition holds for, by bisection.
func partitionPoint(_ range: Range<Int>, _ isBefore: (Int) -> Bool) -> Int {
  var range = range
  while !range.isEmpty {
    let middle = range.lowerBound + range.count / 2
    range = isBefore(middle) ? middle + 1..<range.upperBound : range.lowerBound..<middle
  }
  return range.lowerBound
}
