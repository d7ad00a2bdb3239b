/// A word without its case, under which its casings are kept; "ς" and "σ" are one letter.
struct CaselessWord: Hashable, Sendable {
  let bytes: WordBytes

  init(_ word: Span<UInt8>) {
    var lowercase: [UInt8] = []
    lowercase.reserveCapacity(word.count)
    word.appendLowercased(to: &lowercase)
    for index in lowercase.indices.dropLast() where lowercase[index] == 0xCF {
      if lowercase[index + 1] == 0x82 { lowercase[index + 1] = 0x83 }
    }
    bytes = WordBytes(utf8: lowercase)
  }
}

/// The bytes of a word as a key: unlike those of a string, they tell "é" from "e" with an accent.
struct WordBytes: Hashable, Sendable {
  let utf8: [UInt8]

  /// Feeds eight bytes at once, several times as fast as an array does it by itself.
  func hash(into hasher: inout Hasher) {
    var word: UInt64 = 0
    for index in utf8.indices {
      word = word << 8 | UInt64(utf8[index])
      if index & 7 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(utf8.count)
  }
}
