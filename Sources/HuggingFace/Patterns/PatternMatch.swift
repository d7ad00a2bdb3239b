/// A stretch of a text that a pattern matches, or that lies between matches.
struct PatternMatch: Equatable {
  var range: Range<Int>
  var isMatch: Bool

  /// A text as matches and what lies between them, in order and without gaps.
  ///
  /// - Parameters:
  ///   - ranges: Where the pattern matches, in order; they do not overlap.
  ///   - count: How long the text is.
  /// - Returns: The matches and the others; matches may be empty.
  static func all(at ranges: [Range<Int>], count: Int) -> [PatternMatch] {
    var matches: [PatternMatch] = []
    var end = 0
    for range in ranges {
      if end != range.lowerBound {
        matches.append(PatternMatch(range: end..<range.lowerBound, isMatch: false))
      }
      matches.append(PatternMatch(range: range, isMatch: true))
      end = range.upperBound
    }
    if end != count || matches.isEmpty {
      matches.append(PatternMatch(range: end..<count, isMatch: false))
    }
    return matches
  }
}

/// What becomes of the stretches that a pattern matches when a text is cut by it.
enum SplitBehavior: String {
  case removed = "Removed"
  case isolated = "Isolated"
  case mergedWithPrevious = "MergedWithPrevious"
  case mergedWithNext = "MergedWithNext"
  case contiguous = "Contiguous"

  init(_ field: JSONField) throws {
    guard let behavior = SplitBehavior(rawValue: try field.text()) else {
      throw field.malformed(
        wanted: "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous")
    }
    self = behavior
  }

  /// The ranges that a text is cut into.
  ///
  /// - Parameter matches: The whole text as matches and what lies between them.
  /// - Returns: The ranges in order, of which some may be empty.
  func ranges(of matches: [PatternMatch]) -> [Range<Int>] {
    switch self {
    case .removed: matches.filter { !$0.isMatch }.map(\.range)
    case .isolated: matches.map(\.range)
    case .contiguous: Self.merged(matches) { $0.isMatch == $1.isMatch }
    case .mergedWithPrevious: Self.merged(matches) { !$0.isMatch && $1.isMatch }
    case .mergedWithNext: Self.mergedWithNext(matches)
    }
  }

  private static func merged(
    _ matches: [PatternMatch], where joins: (PatternMatch, PatternMatch) -> Bool
  ) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var previous: PatternMatch?
    for match in matches {
      if let before = previous, let last = ranges.last, joins(before, match) {
        ranges[ranges.count - 1] = last.lowerBound..<match.range.upperBound
      } else {
        ranges.append(match.range)
      }
      previous = match
    }
    return ranges
  }

  private static func mergedWithNext(_ matches: [PatternMatch]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var followsMatch = false
    for match in matches.reversed() {
      if match.isMatch, !followsMatch, let next = ranges.last {
        ranges[ranges.count - 1] = match.range.lowerBound..<next.upperBound
      } else {
        ranges.append(match.range)
      }
      followsMatch = match.isMatch
    }
    return ranges.reversed()
  }
}
