/// Distinct words, and how often each occurs.
struct WordCounts: Sendable {
  /// How much a table may hold.
  struct Capacity: Sendable {
    let wordCount: Int
    let byteCount: Int

    /// Words are numbered by 32 bits.
    static let greatest = Capacity(wordCount: 1 << 30, byteCount: 1 << 31)
  }

  private var words = ByteStringTable()
  private var counts: [Int] = []

  var wordCount: Int { counts.count }

  var isEmpty: Bool { counts.isEmpty }

  /// The words, one after the other.
  var bytes: [UInt8] { words.bytes }

  func count(ofWord word: Int) -> Int { counts[word] }

  /// Where a word stands in `bytes`.
  func extent(ofWord word: Int) -> Range<Int> { words.range(of: word) }

  /// About how much memory the words take.
  var byteCount: Int { words.byteCount + 8 * counts.count }

  /// Whether a word more, of a length in bytes, would be too much for a capacity.
  func isFull(forWordOf byteCount: Int, capacity: Capacity) -> Bool {
    counts.count >= capacity.wordCount || bytes.count + byteCount > capacity.byteCount
  }

  /// Adds the words of a text.
  mutating func add(wordsOf text: [UInt8], cutBy preTokenizer: PreTokenizer) {
    preTokenizer.forEachPiece(in: text.span) { add(text, $0) }
  }

  /// Adds occurrences of the word that stands at a range of some bytes.
  @inline(__always)
  mutating func add(_ source: [UInt8], _ range: Range<Int>, count: Int = 1) {
    let word = words.insert(source.span.extracting(range))
    if word < counts.count { counts[word] += count } else { counts.append(count) }
  }

  mutating func removeAll() {
    words.removeAll()
    counts.removeAll(keepingCapacity: true)
  }

  /// The words in the order of their hashes and, where these are equal, of their bytes.
  func sortedWords() -> [Int] { words.sortedByHash() }
}
