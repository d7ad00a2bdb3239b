/// Token sequences end to end in one buffer: what a batch is, and how a corpus is stored.
package struct PackedSequences: Equatable, Sendable {
  /// How many tokens fit, since offsets have 32 bits.
  package static let tokenLimit = Int(Int32.max)

  /// The tokens of all sequences, one sequence after the other.
  package private(set) var tokens: [Int32] = []

  /// Where each sequence starts, and last where all end: `[count + 1]`.
  package private(set) var offsets: [Int32] = [0]

  package var count: Int { offsets.count - 1 }

  package var tokenCount: Int { tokens.count }

  package var isEmpty: Bool { count == 0 }

  /// The length of the longest sequence; 0 if there is none.
  package var longest: Int { (0..<count).map(length(of:)).max() ?? 0 }

  package init() {}

  package init(_ sequences: some Sequence<some Collection<Int32>>) {
    for sequence in sequences { append(sequence) }
  }

  package subscript(index: Int) -> ArraySlice<Int32> {
    precondition(index >= 0 && index < count, "sequence \(index) of \(count)")
    return tokens[Int(offsets[index])..<Int(offsets[index + 1])]
  }

  package func length(of index: Int) -> Int {
    precondition(index >= 0 && index < count, "sequence \(index) of \(count)")
    return Int(offsets[index + 1] - offsets[index])
  }

  package mutating func append(_ sequence: some Collection<Int32>) {
    let end = tokenCount + sequence.count
    precondition(end <= Self.tokenLimit, "\(end) tokens; at most \(Self.tokenLimit) fit")
    tokens.append(contentsOf: sequence)
    offsets.append(Int32(end))
  }
}
