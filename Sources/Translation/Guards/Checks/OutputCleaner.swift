/// Takes out of a translation what no line may hold.
enum OutputCleaner {
  /// The translation without white space at its ends, and without control characters, separators of
  /// lines and broken characters.
  ///
  /// - Parameters:
  ///   - utf8: What the network's tokens spell.
  ///   - source: The text that was translated: broken characters in it may be in the translation.
  /// - Returns: The bytes, and whether there was more to do than to cut off white space.
  static func clean(_ utf8: [UInt8], source: [UInt8]) -> (utf8: [UInt8], isCleaned: Bool) {
    var result = utf8
    let isCleaned =
      utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }
      ? remove(from: &result, source) : false
    let ends = result.trimming(result.indices, where: \.isWhite)
    return (ends == result.indices ? result : Array(result[ends]), isCleaned)
  }

  private static func remove(from utf8: inout [UInt8], _ source: [UInt8]) -> Bool {
    let dropsBroken = !source.contains(brokenCharacter)
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    var position = 0
    while position < utf8.count {
      let (scalar, end) = utf8.decodeScalar(at: position)
      if scalar.isBreak || scalar == "\u{1B}" {
        result.append(UInt8(ascii: " "))
      } else if scalar != "\u{FFFD}" || !dropsBroken {
        result += utf8[position..<end]
      }
      position = end
    }
    defer { utf8 = result }
    return utf8 != result
  }

  private static let brokenCharacter = Array("\u{FFFD}".utf8)
}
