/// The tokens of many lines, one line after the other in one array.
public struct TokenBlock: Sendable, Equatable {
  /// The tokens of all lines.
  public private(set) var tokens: [TokenID] = []
  // Where each line ends.
  private var ends: [Int] = []

  /// Makes a block without lines.
  public init() {}

  /// How many lines there are.
  public var lineCount: Int { ends.count }

  /// The tokens of a line.
  public subscript(line: Int) -> ArraySlice<TokenID> {
    tokens[(line == 0 ? 0 : ends[line - 1])..<ends[line]]
  }

  /// Adds a line, whose tokens a closure appends.
  mutating func appendLine(_ appendTokens: (inout [TokenID]) -> Void) {
    appendTokens(&tokens)
    ends.append(tokens.count)
  }

  /// Adds the lines of another block.
  mutating func append(_ other: TokenBlock) {
    let offset = tokens.count
    tokens += other.tokens
    ends += other.ends.map { offset + $0 }
  }
}
