/// The bytes of a protocol buffer message, which is written field by field.
struct ProtocolBuffer {
  private(set) var bytes: [UInt8] = []

  /// A whole number; 0 is the default and left out.
  mutating func append(_ field: Int, integer: Int) {
    guard integer != 0 else { return }
    appendKey(field, wireType: 0)
    appendVarint(UInt64(bitPattern: Int64(integer)))
  }

  mutating func append(_ field: Int, double: Double) {
    appendKey(field, wireType: 1)
    bytes += double.bitPattern.littleEndianBytes
  }

  mutating func append(_ field: Int, float: Float) {
    appendKey(field, wireType: 5)
    bytes += float.bitPattern.littleEndianBytes
  }

  mutating func append(_ field: Int, text: String) {
    append(field, content: Array(text.utf8))
  }

  mutating func append(_ field: Int, message: ProtocolBuffer) {
    append(field, content: message.bytes)
  }

  private mutating func append(_ field: Int, content: [UInt8]) {
    appendKey(field, wireType: 2)
    appendVarint(UInt64(content.count))
    bytes += content
  }

  private mutating func appendKey(_ field: Int, wireType: Int) {
    appendVarint(UInt64(field << 3 | wireType))
  }

  private mutating func appendVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, lowest first.
  var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> Self(8 * $0)) }
  }
}
