/// The tokens of the characters that are pieces, found with two loads.
struct CharacterTokens: Sendable, Equatable {
  /// Stands for a character that is no piece.
  static let none: TokenID = -1

  /// How many characters share a page.
  private static let pageSize = 64

  /// The page of each 64 characters; the first page is that of characters which are no pieces.
  private var pages = [UInt16](repeating: 0, count: 0x11_0000 / pageSize)
  private var tokens = [TokenID](repeating: none, count: pageSize)

  @inline(__always)
  func token(of scalar: UInt32) -> TokenID {
    tokens[Int(pages[Int(scalar >> 6)]) << 6 | Int(scalar & 63)]
  }

  mutating func set(_ token: TokenID, for scalar: Unicode.Scalar) {
    let block = Int(scalar.value >> 6)
    if pages[block] == 0 {
      pages[block] = UInt16(tokens.count / Self.pageSize)
      tokens += repeatElement(Self.none, count: Self.pageSize)
    }
    tokens[Int(pages[block]) << 6 | Int(scalar.value & 63)] = token
  }
}
