import Testing
import Tokenization

/// The texts that tokens stand for.
@Suite struct SurfacesTests {
  private let pieces =
    SpecialPiece.all + ["▁", "▁a", "a▁b", "▁▁", "é", "\u{2582}", "\u{E2}\u{96}", "鷹"]
  private let vocabulary: Vocabulary

  init() throws {
    vocabulary = try Vocabulary(pieces: pieces, specialTokens: [0, 1, 2])
  }

  @Test func aPieceIsItsTextWithSpaces() {
    let surfaces = vocabulary.surfaces
    #expect(surfaces.count == pieces.count)
    let first = SpecialPiece.all.count
    for (token, piece) in zip(first..., pieces[first...]) {
      let text = String(piece.map { $0 == "▁" ? " " : $0 })
      #expect(Array(surfaces[TokenID(token)]) == Array(text.utf8), "\(piece)")
    }
  }

  @Test func byteTokensAreBytes() {
    for (byte, token) in zip(UInt8.min...UInt8.max, TokenID(3)...) {
      #expect(Array(vocabulary.surfaces[token]) == [byte])
    }
  }

  @Test func specialTokensAreNothing() {
    for token in TokenID(0)..<3 { #expect(vocabulary.surfaces[token].isEmpty) }
  }
}
