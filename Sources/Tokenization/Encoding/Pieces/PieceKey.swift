/// A short piece of text as two words, so that two pieces are compared at once.
///
/// The bytes stand in the words from the lowest; the uppermost byte holds how many there are.
struct PieceKey: Equatable {
  /// The longest piece that has a key.
  static let maximumCount = 15
  /// What must follow a text for the keys of its last pieces to be read.
  static let padding = [UInt8](repeating: 0, count: 16)

  private let words: SIMD2<UInt64>

  static let none = PieceKey(words: .zero)

  private init(words: SIMD2<UInt64>) {
    self.words = words
  }

  /// Reads a piece of at most 15 bytes of a text with its padding.
  @inline(__always)
  init(_ piece: Range<Int>, in padded: Span<UInt8>) {
    let count = piece.count
    var words = SIMD2<UInt64>(
      Self.word(at: piece.lowerBound, count: count, in: padded), UInt64(count) << 56)
    if count > 8 { words.y |= Self.word(at: piece.lowerBound + 8, count: count - 8, in: padded) }
    self.words = words
  }

  /// A hash whose upper bits are the good ones.
  @inline(__always)
  var hash: UInt64 {
    let folded = words.x &* 0x9E37_79B9_7F4A_7C15 ^ words.y &* 0xC2B2_AE3D_27D4_EB4F
    return (folded ^ folded >> 29) &* 0xBF58_476D_1CE4_E5B9
  }

  /// The bytes from a position on, up to eight; the slice lets one load read them all.
  @inline(__always)
  private static func word(at position: Int, count: Int, in padded: Span<UInt8>) -> UInt64 {
    let bytes = padded.extracting(position..<position + 8)
    let lower =
      UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16
      | UInt64(bytes[3]) << 24
    let upper =
      UInt64(bytes[4]) << 32 | UInt64(bytes[5]) << 40 | UInt64(bytes[6]) << 48
      | UInt64(bytes[7]) << 56
    return count < 8 ? (lower | upper) & (1 << UInt64(8 * count) &- 1) : lower | upper
  }
}
