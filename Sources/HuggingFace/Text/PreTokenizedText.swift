import Tokenization

/// A normalised text on its way to the model: the pieces that it is cut into, in order.
struct PreTokenizedText {
  /// A stretch of the text, which the model cuts further unless it is a token already.
  struct Piece {
    var range: Range<Int>
    var token: TokenID?
  }

  private(set) var text: AlignedScalars
  private(set) var pieces: [Piece] = []

  init(hasOrigins: Bool) {
    text = AlignedScalars(hasOrigins: hasOrigins)
  }

  /// Adds a piece with a text of its own; empty ones vanish.
  mutating func append(_ part: AlignedScalars, _ range: Range<Int>, token: TokenID? = nil) {
    guard !range.isEmpty else { return }
    let start = text.count
    text.append(part, range)
    pieces.append(Piece(range: start..<text.count, token: token))
  }

  /// Cuts each piece that is no token yet at the places that a rule gives.
  ///
  /// - Parameter rule: Gets a piece, and gives the ranges in the text that it is cut into.
  mutating func split(_ rule: (Span<Unicode.Scalar>, (Range<Int>) -> Void) -> Void) {
    var result: [Piece] = []
    result.reserveCapacity(pieces.count)
    for piece in pieces {
      guard piece.token == nil else {
        result.append(piece)
        continue
      }
      let start = piece.range.lowerBound
      rule(text.scalars.span.extracting(piece.range)) { range in
        guard !range.isEmpty else { return }
        let shifted = (start + range.lowerBound)..<(start + range.upperBound)
        result.append(Piece(range: shifted, token: nil))
      }
    }
    pieces = result
  }

  /// Rewrites the text of each piece that is no token yet.
  mutating func rewrite(_ step: (inout AlignedScalars) -> Void) {
    var result = PreTokenizedText(hasOrigins: text.hasOrigins)
    for piece in pieces {
      guard piece.token == nil else {
        result.append(text, piece.range, token: piece.token)
        continue
      }
      var part = text[piece.range]
      step(&part)
      result.append(part, 0..<part.count)
    }
    self = result
  }

  /// Puts any number of characters in the place of each, but for pieces that are tokens already.
  mutating func flatMap(_ transform: (Unicode.Scalar, (Unicode.Scalar) -> Void) -> Void) {
    var result = AlignedScalars(hasOrigins: text.hasOrigins)
    for index in pieces.indices {
      let range = pieces[index].range
      let start = result.count
      if pieces[index].token == nil {
        for position in range {
          transform(text.scalars[position]) { result.append($0, from: position, of: text) }
        }
      } else {
        result.append(text, range)
      }
      pieces[index].range = start..<result.count
    }
    text = result
  }
}
