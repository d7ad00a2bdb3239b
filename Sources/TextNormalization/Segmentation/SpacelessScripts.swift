/// The scripts whose words ICU finds with a dictionary: no space stands between them.
enum SpacelessScripts {
  /// Letters, marks and numerals of Thai, Lao, Myanmar, Khmer, Hiragana, Katakana and Han.
  ///
  /// Punctuation is not among them: it ends a run, and is cut off anyway.
  private static let ranges: [ClosedRange<UInt32>] = [
    0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E50...0x0E59,  // Thai
    0x0E81...0x0ECE, 0x0ED0...0x0EDF,  // Lao
    0x1000...0x1049, 0x1050...0x109F,  // Myanmar
    0x1780...0x17D3, 0x17D7...0x17D7, 0x17DC...0x17E9,  // Khmer
    0x3005...0x3007, 0x3021...0x3029, 0x3031...0x3035, 0x3038...0x303B,  // Han
    0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF,  // Kana
    0x3400...0x4DBF, 0x4E00...0x9FFF,  // Han
    0xA9E0...0xA9FE, 0xAA60...0xAA7F,  // Myanmar
    0xF900...0xFAD9, 0xFF66...0xFF9F,  // Han, halfwidth Katakana
    0x1AFF0...0x1B16F, 0x20000...0x323AF,  // Kana, Han
  ]

  /// No script of the table begins with a smaller byte: the rest is passed over without decoding.
  private static let firstLeadByte: UInt8 = 0xE0

  /// The next longest run of characters of these scripts.
  ///
  /// - Parameters:
  ///   - utf8: A text, valid UTF-8.
  ///   - start: Where to look from, the start of a character.
  /// - Returns: The bytes of the run, or nil where none is left.
  static func nextRun(in utf8: Span<UInt8>, from start: Int) -> Range<Int>? {
    var position = start
    while position < utf8.count {
      guard utf8[position] >= firstLeadByte else {
        position += 1
        continue
      }
      let (scalar, end) = utf8.decodeScalar(at: position)
      if contains(scalar.value) { return position..<runEnd(in: utf8, from: end) }
      position = end
    }
    return nil
  }

  private static func runEnd(in utf8: Span<UInt8>, from start: Int) -> Int {
    var runEnd = start
    while runEnd < utf8.count {
      let (scalar, end) = utf8.decodeScalar(at: runEnd)
      guard contains(scalar.value) else { break }
      runEnd = end
    }
    return runEnd
  }

  /// Whether a scalar belongs to one of these scripts.
  static func contains(_ value: UInt32) -> Bool {
    for range in ranges where value <= range.upperBound { return value >= range.lowerBound }
    return false
  }
}
