import FileStorage
import Testing

@Suite struct ChecksumTests {
  /// From the Python package xxhash 4.1.0: `xxh64` over the bytes of `ramp`.
  private static let references = [
    (0, "ef46db3751d8e999"), (1, "a96c7f0ce858bbb7"), (3, "bed43740ee6332bb"),
    (4, "fa212ae44b3bb23d"), (7, "2744460dd675d2c0"), (8, "994b676b71ce94dd"),
    (12, "b92f588ce720786e"), (31, "6711d55e306b5d8f"), (32, "07f7b8e3bc5d6e25"),
    (33, "09f85eeb4e1cbe9f"), (47, "79bd9d6dd8c15570"), (64, "50d4159a0411632e"),
    (100, "9ddada11d3dc2d8f"), (1000, "0bf0bdbcc82eb373"),
  ]

  @Test(arguments: references)
  func isXXH64(count: Int, digits: String) {
    #expect(checksum(of: ramp(count), pieceCount: max(count, 1)).digits == digits)
  }

  @Test(arguments: [1, 3, 7, 8, 31, 32, 33, 64, 65])
  func doesNotDependOnThePieces(pieceCount: Int) {
    let whole = checksum(of: ramp(1000), pieceCount: 1000)
    #expect(checksum(of: ramp(1000), pieceCount: pieceCount).value == whole.value)
  }

  @Test func everyBitCounts() {
    var values: Set<UInt64> = []
    for bit in 0..<(8 * 45) {
      var bytes = ramp(45)
      bytes[bit / 8] ^= UInt8(1 << (bit % 8))
      values.insert(checksum(of: bytes, pieceCount: 45).value)
    }
    values.insert(checksum(of: ramp(45), pieceCount: 45).value)
    #expect(values.count == 8 * 45 + 1)
  }

  private func ramp(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(($0 * 131 + 7) & 255) }
  }

  private func checksum(of bytes: [UInt8], pieceCount: Int) -> Checksum {
    var checksum = Checksum()
    for start in stride(from: 0, to: bytes.count, by: pieceCount) {
      let piece = Array(bytes[start..<min(start + pieceCount, bytes.count)])
      checksum.update(piece.span)
    }
    return checksum
  }
}
