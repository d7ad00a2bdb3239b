/// Finds the original bytes of tokens, whose places are bytes of the pieces of a text.
struct PieceOrigins {
  private let text: AlignedScalars
  /// Where each code point begins in the bytes of the text, and the count of all bytes.
  private var starts: [Int] = []
  /// The code point that each byte belongs to.
  private var codePoints: [Int] = []

  init(_ text: AlignedScalars) {
    self.text = text
    for (index, scalar) in text.scalars.enumerated() {
      starts.append(codePoints.count)
      codePoints += repeatElement(index, count: UTF8.width(scalar))
    }
    starts.append(codePoints.count)
  }

  /// The original bytes of a token.
  ///
  /// - Parameters:
  ///   - bytes: Its bytes within the piece.
  ///   - piece: The code points of the piece in the text.
  /// - Returns: The bytes; as in the package, those of the piece if the token goes beyond it.
  func bytes(of bytes: Range<Int>, inPiece piece: Range<Int>) -> Range<Int> {
    let pieceStart = Int(text.origins[piece.lowerBound].start)
    let end = starts[piece.lowerBound] + bytes.upperBound
    guard !bytes.isEmpty else {
      return (pieceStart + bytes.lowerBound)..<(pieceStart + bytes.upperBound)
    }
    guard end <= starts[piece.upperBound] else { return bytes }
    let first = text.origins[codePoints[starts[piece.lowerBound] + bytes.lowerBound]]
    let last = text.origins[codePoints[end - 1]]
    return Int(first.start)..<Int(max(first.start, last.end))
  }

  /// The text that a token stands for.
  func spelling(of bytes: Range<Int>, inPiece piece: Range<Int>) -> String {
    let start = starts[piece.lowerBound]
    let end = min(start + bytes.upperBound, starts[piece.upperBound])
    guard start + bytes.lowerBound < end else { return "" }
    let first = codePoints[start + bytes.lowerBound]
    let last = codePoints[end - 1]
    return String(String.UnicodeScalarView(text.scalars[first...last]))
  }
}
