/// A part of a regular expression.
indirect enum RegexNode: Equatable, Sendable {
  case set(CharacterSet)
  case sequence([RegexNode])
  case alternation([RegexNode])
  case repetition(RegexNode, count: ClosedRange<Int>, RepetitionKind)
  /// Matches without taking anything, if the node matches there, or does not.
  case lookahead(RegexNode, isNegative: Bool)
  /// The same for what ends there; the node has the length.
  case lookbehind(RegexNode, length: Int, isNegative: Bool)
  /// Matches as the node does at first, and never otherwise.
  case atomic(RegexNode)
  case anchor(RegexAnchor)

  static let empty = RegexNode.sequence([])

  /// The count that stands for any number.
  static let unlimited = Int.max

  /// How many characters every match has, or nil if that differs.
  var length: Int? {
    switch self {
    case .set: return 1
    case .sequence(let nodes):
      return nodes.reduce(0) { sum, node in sum.flatMap { sum in node.length.map { sum + $0 } } }
    case .alternation(let nodes):
      let lengths = nodes.map(\.length)
      return lengths.allSatisfy { $0 == lengths[0] } ? lengths[0] : nil
    case .repetition(let node, let count, _):
      guard count.lowerBound == count.upperBound, let length = node.length else { return nil }
      let (product, overflow) = length.multipliedReportingOverflow(by: count.lowerBound)
      return overflow ? nil : product
    case .atomic(let node): return node.length
    case .lookahead, .lookbehind, .anchor: return 0
    }
  }
}

/// How often a repetition tries to match.
enum RepetitionKind: Equatable, Sendable {
  /// As often as possible, then less often.
  case greedy
  /// As seldom as possible, then more often.
  case lazy
  /// As often as possible, and never less often.
  case possessive
}

/// A place in a text.
enum RegexAnchor: Equatable, Sendable {
  case textStart, textEnd, textEndOrLastNewline, lineStart, lineEnd
  case wordBoundary, noWordBoundary
}
