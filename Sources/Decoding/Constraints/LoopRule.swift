/// What counts as a loop: a unit of a few tokens that comes again and again without a break.
///
/// Networks that have lost the thread repeat themselves until the length limit. Search can forbid
/// the token that would close a loop (`RepetitionOptions.loops`), and finished translations can be
/// checked.
public struct LoopRule: Sendable, Equatable {
  /// The most tokens of a unit.
  public var maximumUnitLength: Int
  /// How often a unit may come in a row.
  public var maximumRepeatCount: Int
  /// Tokens that may be repeated, as in a row of full stops: a unit of nothing else is no loop.
  public var exemptTokens: Set<Int32>

  /// Units of up to 8 tokens, three times in a row at most, where nothing else is said.
  public init(
    maximumUnitLength: Int = 8, maximumRepeatCount: Int = 3, exemptTokens: Set<Int32> = []
  ) {
    precondition(
      maximumUnitLength >= 1 && maximumRepeatCount >= 1,
      "Units of \(maximumUnitLength) tokens \(maximumRepeatCount) times, wanted 1 at least.")
    self.maximumUnitLength = maximumUnitLength
    self.maximumRepeatCount = maximumRepeatCount
    self.exemptTokens = exemptTokens
  }

  /// The first loop of a sequence of tokens.
  ///
  /// - Parameter tokens: The tokens.
  /// - Returns: The loop that is complete first, of several that with the shortest unit; `nil` where
  ///   there is none.
  /// - Complexity: The number of tokens times `maximumUnitLength`.
  package func loop(in tokens: [Int32]) -> TokenLoop? {
    var matchCounts = [Int](repeating: 0, count: maximumUnitLength + 1)
    for end in tokens.indices {
      for unit in 1...maximumUnitLength where end >= unit {
        matchCounts[unit] = tokens[end] == tokens[end - unit] ? matchCounts[unit] + 1 : 0
        guard matchCounts[unit] == unit * maximumRepeatCount else { continue }
        if isExempt(tokens[(end - unit + 1)...end]) { continue }
        let start = end - unit - matchCounts[unit] + 1
        return TokenLoop(tokens: tokens, start: start, unitLength: unit)
      }
    }
    return nil
  }

  /// Adds the tokens that would complete a loop after some tokens.
  func collectForbidden(after tokens: [Int32], into forbidden: inout [Int32]) {
    for unit in 1...maximumUnitLength {
      let repeated = unit * maximumRepeatCount - 1
      guard tokens.count >= repeated + unit else { return }
      let tail = (tokens.count - repeated)..<tokens.count
      guard tail.allSatisfy({ tokens[$0] == tokens[$0 - unit] }) else { continue }
      if !isExempt(tokens[(tokens.count - unit)...]) {
        forbidden.append(tokens[tokens.count - unit])
      }
    }
  }

  private func isExempt(_ unit: ArraySlice<Int32>) -> Bool {
    !exemptTokens.isEmpty && unit.allSatisfy(exemptTokens.contains)
  }
}

/// A unit of tokens that comes again and again.
package struct TokenLoop: Sendable, Equatable {
  /// Where the loop lies: its units, and at the end the begin of one that is not complete.
  package let range: Range<Int>
  /// The tokens of a unit.
  package let unitLength: Int

  /// The complete units.
  package var repeatCount: Int { range.count / unitLength }

  fileprivate init(tokens: [Int32], start: Int, unitLength: Int) {
    var end = start + unitLength
    while end < tokens.count, tokens[end] == tokens[end - unitLength] { end += 1 }
    range = start..<end
    self.unitLength = unitLength
  }
}
