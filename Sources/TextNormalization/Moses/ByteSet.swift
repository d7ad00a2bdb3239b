/// A set of bytes: which of the 256 stand in a text.
///
/// Spaces stand in nearly every text, but seldom two in a row: 0xFF, which UTF-8 never has, stands
/// for those.
struct ByteSet: Equatable, Sendable {
  private var low: (UInt64, UInt64) = (0, 0)
  private var high: (UInt64, UInt64) = (0, 0)

  init(_ bytes: some Sequence<UInt8>) {
    insert(bytes)
  }

  /// The set of a text's bytes, and of 0xFF if the text has two spaces in a row.
  init(text: [UInt8]) {
    self.init(text)
    let space = UInt8(ascii: " ")
    var previous: UInt8 = 0
    for byte in text {
      if byte == space && previous == space {
        insert(CollectionOfOne(Self.doubleSpace))
        return
      }
      previous = byte
    }
  }

  static let doubleSpace: UInt8 = 0xFF

  mutating func insert(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      // Four selections without a jump: text would make the processor guess wrong all the time.
      let bit = UInt64(1) << UInt64(byte & 63)
      let quarter = byte >> 6
      low.0 |= quarter == 0 ? bit : 0
      low.1 |= quarter == 1 ? bit : 0
      high.0 |= quarter == 2 ? bit : 0
      high.1 |= quarter == 3 ? bit : 0
    }
  }

  func isSubset(of other: ByteSet) -> Bool {
    (low.0 & ~other.low.0) | (low.1 & ~other.low.1) | (high.0 & ~other.high.0)
      | (high.1 & ~other.high.1) == 0
  }

  static func == (one: ByteSet, other: ByteSet) -> Bool {
    one.low == other.low && one.high == other.high
  }
}
