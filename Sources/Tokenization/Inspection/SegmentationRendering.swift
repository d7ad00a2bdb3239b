/// How the pieces of a line are shown to people.
public struct SegmentationRendering: Sendable {
  /// How one piece is told from the next.
  public enum Style: Sendable {
    /// By a text between them.
    case separated(String)
    /// By alternating colours of a terminal; bytes and the unknown token have colours of their own.
    case colored
  }

  private let tokenizer: Tokenizer
  private let style: Style
  private let byteTokens: Set<TokenID>

  /// Makes a rendering.
  ///
  /// - Parameters:
  ///   - tokenizer: What cuts the lines.
  ///   - style: How one piece is told from the next.
  public init(_ tokenizer: Tokenizer, style: Style = .separated(" ")) {
    self.tokenizer = tokenizer
    self.style = style
    byteTokens = Set(
      (UInt8.min...UInt8.max).compactMap { tokenizer.id(forPiece: SpecialPiece.byte($0)) })
  }

  /// The pieces of a line as the vocabulary spells them, which is bytes as `<0xE2>`.
  ///
  /// Characters that would steer the terminal or not be seen are shown by their numbers.
  public func text(of line: String) -> String {
    let tokens = tokenizer.tokenize(line)
    let pieces = tokens.map { token in
      tokenizer.piece(for: token).unicodeScalars.map(\.visible).joined()
    }
    switch style {
    case .separated(let separator):
      return pieces.joined(separator: separator)
    case .colored:
      return tokens.indices.map { colored(pieces[$0], tokens[$0], at: $0) }.joined() + "\u{1B}[0m"
    }
  }

  private func colored(_ piece: String, _ token: TokenID, at index: Int) -> String {
    let color =
      if token == tokenizer.specialTokens.unknown {
        "41"  // red
      } else if byteTokens.contains(token) {
        "45"  // magenta
      } else {
        index.isMultiple(of: 2) ? "44" : "46"  // blue, cyan
      }
    return "\u{1B}[30;\(color)m\(piece)"
  }
}

extension Unicode.Scalar {
  /// The character, or its number if it is a control, an unpaired joiner or the like.
  var visible: String {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
      .privateUse:
      "\\u{" + String(value, radix: 16, uppercase: true) + "}"
    default: String(self)
    }
  }
}
