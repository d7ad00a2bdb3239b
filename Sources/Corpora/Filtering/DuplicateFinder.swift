/// Finds pairs of texts that were there before, by hashes of 64 bits.
///
/// Of 50 million different pairs, two are taken for one with a probability below 1 in 10,000. A pair
/// takes 16 bytes at most, and 10 as a rule: hashes are spread over tables that grow one at a time.
struct DuplicateFinder {
  private var tables = [HashTable](repeating: HashTable(), count: 256)

  /// Remembers a pair.
  ///
  /// - Returns: Whether it was there before.
  mutating func insert(_ lines: LinePair) -> Bool {
    let hash = Self.hash(of: lines)
    return !tables[Int(hash >> 56)].insert(hash)
  }

  private static func hash(of lines: LinePair) -> UInt64 {
    var hash: UInt64 = 0
    for text in [lines.source, lines.target] {
      var word: UInt64 = 0
      var byteCount: UInt64 = 0
      for byte in text.utf8 {
        word = word << 8 | UInt64(byte)
        byteCount += 1
        guard byteCount.isMultiple(of: 8) else { continue }
        hash = mixed(hash ^ word)
        word = 0
      }
      // The length tells sides apart that are cut at different places, and words from zeros.
      hash = mixed(mixed(hash ^ word) &+ byteCount)
    }
    return hash
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    var generator = SplitMix64(seed: word)
    return generator.next()
  }
}

/// Hashes by open addressing; zero marks a free place and stands for one.
private struct HashTable {
  private var places = [UInt64](repeating: 0, count: 16)
  private var count = 0

  /// Adds a hash, and tells whether it is new.
  mutating func insert(_ hash: UInt64) -> Bool {
    let hash = max(hash, 1)
    let place = place(of: hash)
    guard places[place] == 0 else { return false }
    places[place] = hash
    count += 1
    if count * 5 > places.count * 4 { grow() }
    return true
  }

  /// Where a hash stands or belongs; a table always has a free place.
  private func place(of hash: UInt64) -> Int {
    // The highest byte has chosen the table.
    var place = Int((hash << 8).multipliedFullWidth(by: UInt64(places.count)).high)
    while places[place] != 0 && places[place] != hash {
      place = place + 1 == places.count ? 0 : place + 1
    }
    return place
  }

  private mutating func grow() {
    let old = places
    places = [UInt64](repeating: 0, count: old.count + old.count / 2)
    for hash in old where hash != 0 { places[place(of: hash)] = hash }
  }
}
