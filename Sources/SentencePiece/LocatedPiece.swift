package import Tokenization

/// A piece as text is cut, and where in the text it comes from.
package struct LocatedPiece: Equatable, Sendable {
  /// The spelling; for an unknown piece the normalised text itself.
  package let piece: String
  package let token: TokenID
  /// The UTF-8 bytes of the original text.
  package let bytes: Range<Int>
}

/// The pieces of a text while they are located.
struct LocatedPieces {
  private(set) var pieces: [LocatedPiece] = []
  private let vocabulary: SentencePieceVocabulary
  private let text: SentencePieceText
  private var position = 0
  private var followsUnknown = false

  init(_ vocabulary: SentencePieceVocabulary, _ text: SentencePieceText) {
    self.vocabulary = vocabulary
    self.text = text
  }

  mutating func append(_ segment: SentencePieceSegment) {
    let range = position..<position + segment.byteCount
    let source = text.origins[range.lowerBound]..<text.origins[range.upperBound]
    let isUnknown = segment.token == vocabulary.unknown
    if isUnknown, !vocabulary.byteTokens.isEmpty {
      appendBytes(range, of: source)
    } else {
      let spelling = String(decoding: text.bytes[range], as: UTF8.self)
      if isUnknown, followsUnknown, let last = pieces.popLast() {
        pieces.append(
          LocatedPiece(
            piece: last.piece + spelling, token: last.token,
            bytes: last.bytes.lowerBound..<source.upperBound))
      } else {
        pieces.append(LocatedPiece(piece: spelling, token: segment.token, bytes: source))
      }
    }
    followsUnknown = isUnknown
    position = range.upperBound
  }

  /// Spells an unknown character in bytes; the last one stands for the character's place.
  private mutating func appendBytes(_ range: Range<Int>, of source: Range<Int>) {
    for index in range {
      let byte = text.bytes[index]
      let isLast = index == range.upperBound - 1
      pieces.append(
        LocatedPiece(
          piece: SpecialPiece.byte(byte), token: vocabulary.byteTokens[Int(byte)],
          bytes: source.lowerBound..<(isLast ? source.upperBound : source.lowerBound)))
    }
  }
}
