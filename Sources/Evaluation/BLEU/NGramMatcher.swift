/// Counts the n-grams that a hypothesis shares with its references.
///
/// A hypothesis' n-gram matches as often as the one reference that has it most often (Papineni et
/// al., 2002, section 2.1: clipped counts).
struct NGramMatcher {
  private let maximumOrder: Int
  private var table: SequenceTable
  /// For each n-gram, by its number, the most times that one reference has it.
  private var limits: [Int32]

  /// A matcher for one segment.
  ///
  /// - Parameters:
  ///   - maximumOrder: The most words of an n-gram.
  ///   - wordCount: The words of the hypothesis and all references together.
  init(maximumOrder: Int, wordCount: Int) {
    self.maximumOrder = maximumOrder
    table = SequenceTable(capacity: maximumOrder * wordCount)
    limits = Array(repeating: 0, count: maximumOrder * wordCount + 1)
  }

  mutating func add(reference: NumberedText) {
    var counts = [Int32](repeating: 0, count: limits.count)
    var prefixes = emptyPrefixes(of: reference)
    for order in 1...maximumOrder {
      extend(&prefixes, to: order, in: reference)
      for number in prefixes.lazy.map({ Int($0) }) {
        counts[number] += 1
        limits[number] = max(limits[number], counts[number])
      }
    }
  }

  /// For each order, how many of the hypothesis' n-grams match, which uses the references up.
  consuming func matchCounts(of hypothesis: NumberedText) -> [Int] {
    var prefixes = emptyPrefixes(of: hypothesis)
    return (1...maximumOrder).map { order in
      extend(&prefixes, to: order, in: hypothesis)
      return prefixes.reduce(into: 0) { matchCount, number in
        guard limits[Int(number)] > 0 else { return }
        limits[Int(number)] -= 1
        matchCount += 1
      }
    }
  }

  private func emptyPrefixes(of text: NumberedText) -> [UInt32] {
    Array(repeating: SequenceTable.empty, count: text.words.count)
  }

  /// Turns the numbers of all n-grams of one order into those of the next order.
  private mutating func extend(
    _ prefixes: inout [UInt32], to order: Int, in text: NumberedText
  ) {
    prefixes.removeLast(prefixes.count - max(0, text.words.count - order + 1))
    for start in prefixes.indices {
      prefixes[start] = table.number(
        of: prefixes[start], followedBy: text.words[start + order - 1])
    }
  }
}
