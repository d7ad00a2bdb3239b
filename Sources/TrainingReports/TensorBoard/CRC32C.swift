/// The cyclic redundancy check with Castagnoli's polynomial, as TensorFlow's record files have it.
package enum CRC32C {
  /// What each value of a byte adds.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in
      sum & 1 == 1 ? sum >> 1 ^ 0x82F6_3B78 : sum >> 1
    }
  }

  /// The check sum of some bytes.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table = table
    let sum = bytes.reduce(~UInt32(0)) { sum, byte in
      table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8
    }
    return ~sum
  }

  /// The form in record files, where bytes that hold check sums are summed again.
  package static func masked(_ bytes: [UInt8]) -> UInt32 {
    let sum = checksum(bytes)
    return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
  }
}
