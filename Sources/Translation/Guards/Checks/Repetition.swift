/// Loops: the same words again and again.
enum Repetition {
  /// The most times that something stands in a row: some words, or some characters within a long
  /// word, such as those of a script without spaces.
  static func count(in utf8: [UInt8]) -> Int {
    let words = utf8.split(separator: UInt8(ascii: " "))
    var most = longestRun(words.map(hash), periods: longestPhrase)
    for word in words where word.count >= shortestChain {
      most = max(most, chainCount(Array(word)))
    }
    return most
  }

  /// Repetitions of some characters that fill at least `shortestChain` bytes.
  private static func chainCount(_ word: [UInt8]) -> Int {
    var most = 1
    for period in 1...min(longestChainLink, word.count / 2) {
      most = max(most, runCount(word, period: period, shortest: shortestChain))
    }
    return most
  }

  private static func longestRun(_ words: [Int], periods: Int) -> Int {
    var most = 1
    // Fewer words cannot hold a loop of more than three times a phrase.
    for period in 1...periods where words.count > 3 * period {
      most = max(most, runCount(words, period: period, shortest: 0))
    }
    return most
  }

  /// How often something of a length stands in a row, in runs that are long enough.
  private static func runCount<Element: Equatable>(
    _ elements: [Element], period: Int, shortest: Int
  ) -> Int {
    var most = 1
    var run = 0
    for index in stride(from: period, to: elements.count, by: 1) {
      run = elements[index] == elements[index - period] ? run + 1 : 0
      if run >= period, run + period >= shortest { most = max(most, run / period + 1) }
    }
    return most
  }

  /// FNV-1a.
  private static func hash(_ word: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash)
  }
}

/// The most words of a phrase that is found to repeat.
private let longestPhrase = 8
/// The most bytes of a group of characters that is found to repeat within a word.
private let longestChainLink = 24
/// The fewest bytes of such a chain: three full stops are none.
private let shortestChain = 16
