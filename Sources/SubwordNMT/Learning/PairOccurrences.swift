/// The words in which pairs occur.
///
/// A pair may be gone from a word that is listed; only for irregular words is its count kept.
struct PairOccurrences {
  /// The words of one pair, in any order, some of them twice.
  struct Words {
    var words: [Int]
    var irregularCounts: [Int: Int]
  }

  // Lists that are linked in one array, since most pairs have few words.
  private var heads: [Int32] = []
  private var words: [Int32] = []
  private var nexts: [Int32] = []
  private var irregularCounts: [Int: [Int: Int]] = [:]

  private static let end: Int32 = -1

  mutating func appendPair() { heads.append(Self.end) }

  mutating func add(_ count: Int, of pair: Int, in word: Int, isIrregular: Bool) {
    if isIrregular { irregularCounts[pair, default: [:]][word, default: 0] += count }
    guard count > 0 else { return }
    let head = heads[pair]
    guard head == Self.end || words[Int(head)] != Int32(word) else { return }
    heads[pair] = Int32(words.count)
    words.append(Int32(word))
    nexts.append(head)
  }

  /// Empties the list of a pair.
  mutating func take(_ pair: Int) -> Words {
    var taken = Words(words: [], irregularCounts: irregularCounts[pair] ?? [:])
    irregularCounts[pair] = nil
    var element = heads[pair]
    while element != Self.end {
      taken.words.append(Int(words[Int(element)]))
      element = nexts[Int(element)]
    }
    heads[pair] = Self.end
    return taken
  }
}
