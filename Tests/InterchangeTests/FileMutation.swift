import TestSupport

/// Damage to a safetensors file, at random but the same for one seed.
struct FileMutation {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(state: seed)
  }

  /// The file after one to three changes.
  mutating func damaged(_ file: [UInt8]) -> [UInt8] {
    var file = file
    for _ in 0...generator.below(3) { change(&file) }
    return file
  }

  private mutating func change(_ file: inout [UInt8]) {
    switch generator.below(10) {
    case 0: file.removeLast(generator.below(file.count + 1))
    case 1: flipBits(&file)
    case 2: claimHeaderLength(&file)
    case 3: file += (0..<generator.below(64)).map { _ in byte() }
    case 4: replaceNumber(&file)
    case 5: insertToken(&file)
    case 6: copySlice(&file)
    case 7: removeSlice(&file)
    case 8: swapBytes(&file)
    default: overwrite(&file)
    }
  }

  private mutating func byte() -> UInt8 { UInt8(generator.below(256)) }

  private mutating func flipBits(_ file: inout [UInt8]) {
    guard !file.isEmpty else { return }
    for _ in 0...generator.below(8) {
      file[generator.below(file.count)] ^= 1 << UInt8(generator.below(8))
    }
  }

  private mutating func overwrite(_ file: inout [UInt8]) {
    guard !file.isEmpty else { return }
    for _ in 0...generator.below(8) { file[generator.below(file.count)] = byte() }
  }

  private mutating func swapBytes(_ file: inout [UInt8]) {
    guard !file.isEmpty else { return }
    file.swapAt(generator.below(file.count), generator.below(file.count))
  }

  /// Lengths around the right one, around the limit, and beyond any file.
  private mutating func claimHeaderLength(_ file: inout [UInt8]) {
    let lengths: [UInt64] = [
      0, 1, UInt64(file.count), UInt64(max(file.count, 8) - 8), 100_000_000, 100_000_001,
      1 << 31, 1 << 32, 1 << 63, .max, .max - 8, UInt64(generator.below(2 * file.count + 1)),
    ]
    setHeaderLength(lengths[generator.below(lengths.count)], of: &file)
  }

  // MARK: The header's text

  private mutating func replaceNumber(_ file: inout [UInt8]) {
    let numbers = [
      "0", "1", "-1", "4", "8", "01", "1.5", "1e99", "2147483648", "4294967296",
      "4611686018427387904",
      "9223372036854775807", "9223372036854775808", "18446744073709551615",
      "99999999999999999999999", "null", "[]", "",
    ]
    edit(&file) { generator, header in
      let digits = header.indices.filter { (0x30...0x39).contains(header[$0]) }
      guard !digits.isEmpty else { return }
      let start = digits[generator.below(digits.count)]
      let end = header[start...].firstIndex { !(0x30...0x39).contains($0) } ?? header.endIndex
      header.replaceSubrange(start..<end, with: numbers[generator.below(numbers.count)].utf8)
    }
  }

  private mutating func insertToken(_ file: inout [UInt8]) {
    let tokens = [
      "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u", "\\ud800", "\\udc00", "\\u-000", "\u{0}",
      "\u{FEFF}", "null", "true", "__metadata__", "\"dtype\":\"F32\",", "\"shape\":[],",
      "\"F8_E4M3\"",
      "\"checksum\":\"0\",", "\"checksums\":\"", String(repeating: "[", count: 200), " ",
      String(repeating: "{\"a\":", count: 50),
    ]
    edit(&file) { generator, header in
      let token = Array(tokens[generator.below(tokens.count)].utf8)
      header.insert(contentsOf: token, at: generator.below(header.count + 1))
    }
  }

  private mutating func copySlice(_ file: inout [UInt8]) {
    edit(&file) { generator, header in
      let slice = Array(header[generator.slice(of: header.count)])
      header.insert(contentsOf: slice, at: generator.below(header.count + 1))
    }
  }

  private mutating func removeSlice(_ file: inout [UInt8]) {
    edit(&file) { generator, header in header.removeSubrange(generator.slice(of: header.count)) }
  }

  /// Changes the header's text, and in most cases its length in front, so that the text is read.
  private mutating func edit(
    _ file: inout [UInt8], _ change: (inout SeededGenerator, inout [UInt8]) -> Void
  ) {
    guard file.count > 8 else { return }
    let claimed = (0..<8).reduce(UInt64(0)) { $0 | UInt64(file[$1]) << UInt64(8 * $1) }
    let end = 8 + Int(min(claimed, UInt64(file.count - 8)))
    var header = Array(file[8..<end])
    change(&generator, &header)
    file.replaceSubrange(8..<end, with: header)
    if generator.below(8) > 0 { setHeaderLength(UInt64(header.count), of: &file) }
  }

  private func setHeaderLength(_ length: UInt64, of file: inout [UInt8]) {
    for index in file.indices.prefix(8) {
      file[index] = UInt8(truncatingIfNeeded: length >> UInt64(8 * index))
    }
  }
}

extension SeededGenerator {
  /// A part of at most 64 elements of so many.
  fileprivate mutating func slice(of count: Int) -> Range<Int> {
    let start = below(count + 1)
    return start..<min(count, start + below(65))
  }
}
