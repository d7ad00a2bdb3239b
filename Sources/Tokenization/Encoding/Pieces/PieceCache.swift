/// The tokens of pieces that occurred before, as far as there is room.
///
/// Each piece has one place, where the latest stays; so the cache is of fixed size, and text made
/// to collide in it costs time and nothing else.
struct PieceCache {
  /// The most tokens that are kept of a piece.
  private static let tokenLimit = 4

  private struct Entry {
    var key = PieceKey.none
    /// The tokens, then -1.
    var tokens = SIMD4<Int32>(repeating: -1)
  }

  private var entries: [Entry]
  private let shift: UInt64

  /// Makes an empty cache of 2 to the power of `bitCount` places, of 32 bytes each.
  init(bitCount: Int = 15) {
    entries = Array(repeating: Entry(), count: 1 << bitCount)
    shift = UInt64(64 - bitCount)
  }

  /// Appends the tokens of a piece, and says whether it knew them.
  @inline(__always)
  func append(_ key: PieceKey, to tokens: inout [TokenID]) -> Bool {
    let entry = entries[place(of: key)]
    guard entry.key == key else { return false }
    for lane in 0..<Self.tokenLimit {
      let token = entry.tokens[lane]
      if token < 0 { break }
      tokens.append(token)
    }
    return true
  }

  mutating func remember(_ key: PieceKey, _ pieceTokens: ArraySlice<TokenID>) {
    guard pieceTokens.count <= Self.tokenLimit else { return }
    var entry = Entry(key: key)
    for (lane, token) in zip(0..., pieceTokens) { entry.tokens[lane] = token }
    entries[place(of: key)] = entry
  }

  @inline(__always)
  private func place(of key: PieceKey) -> Int {
    Int(truncatingIfNeeded: key.hash &>> shift)
  }
}
