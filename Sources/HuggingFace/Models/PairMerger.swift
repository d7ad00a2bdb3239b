import Tokenization

/// The merges of a `BPE` model, and how they are applied to a word.
struct PairMerger: Sendable {
  /// A token of a word in the making.
  struct Symbol {
    var token: TokenID
    /// How many bytes of the word it stands for; 0 once it is merged into one before it.
    var byteCount: Int
    fileprivate var previous = -1
    fileprivate var next = -1

    init(token: TokenID, byteCount: Int) {
      self.token = token
      self.byteCount = byteCount
    }
  }

  /// The rank and the merged token of each pair, as the halves of a number.
  private var rules = PairTable()

  /// Reads a list of merges.
  ///
  /// - Parameters:
  ///   - field: The list, of pairs or, in files older than `tokenizers` 0.20, of texts `"a b"`.
  ///   - vocabulary: Has both pieces of every merge and the one that they make.
  ///   - prefixCount: How many bytes of the second piece only mark that it continues a word.
  /// - Throws: `TokenizationError`, naming the merge.
  init(_ field: JSONField, _ vocabulary: PipelineVocabulary, prefixCount: Int) throws {
    guard let entries = field.value.elements else { throw field.malformed(wanted: "a list") }
    var rank: UInt64 = 0
    for entry in entries where !Self.isComment(entry) {
      guard let (first, second) = Self.pair(entry),
        let left = vocabulary.token(for: first), let right = vocabulary.token(for: second),
        let merged = vocabulary.trie.value(
          of: Array(first.utf8) + second.utf8.dropFirst(prefixCount))
      else {
        throw field.malformed(
          "merge \(rank) is \(entry.text()), but two pieces are wanted which, "
            + "like the one that they make, stand in \"vocab\"")
      }
      rules.set(rank << 32 | UInt64(UInt32(merged)), for: SymbolPair(left, right))
      rank += 1
    }
  }

  /// Old lists may hold the first line of the file that they come from.
  private static func isComment(_ entry: JSON) -> Bool {
    entry.text?.hasPrefix("#version") ?? false
  }

  private static func pair(_ entry: JSON) -> (String, String)? {
    let pieces =
      entry.elements?.compactMap(\.text)
      ?? entry.text?.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard let pieces, pieces.count == 2, entry.elements?.count ?? 2 == 2 else { return nil }
    return (pieces[0], pieces[1])
  }

  private func rule(_ left: TokenID, _ right: TokenID) -> UInt64? {
    rules.value(of: SymbolPair(left, right))
  }

  /// Merges the symbols of a word as far as the rules go.
  ///
  /// - Parameter word: The symbols; those that are merged into others have no bytes afterwards.
  /// - Complexity: O(*n* log *n*) in the number of symbols.
  func merge(_ word: inout [Symbol]) {
    guard word.count > 1 else { return }
    var queue = Heap<Candidate>()
    for index in word.indices {
      word[index].previous = index - 1
      word[index].next = index + 1 < word.count ? index + 1 : -1
      insert(at: index, of: word, into: &queue)
    }
    while let candidate = queue.popFirst(by: <) {
      let position = candidate.position
      let next = word[position].next
      guard word[position].byteCount > 0, next >= 0,
        // As in the package, another pair that gives the same token may take the place of the first.
        let rule = rule(word[position].token, word[next].token),
        TokenID(truncatingIfNeeded: rule) == candidate.merged
      else { continue }
      join(next, into: position, as: candidate.merged, of: &word)
      if word[position].previous >= 0 {
        insert(at: word[position].previous, of: word, into: &queue)
      }
      insert(at: position, of: word, into: &queue)
    }
  }

  /// Puts the pair that begins at a position in the queue, if there is a rule for it.
  private func insert(at position: Int, of word: [Symbol], into queue: inout Heap<Candidate>) {
    let next = word[position].next
    guard next >= 0, let rule = rule(word[position].token, word[next].token) else { return }
    queue.push(Candidate(rule: rule, position: position), by: <)
  }

  private func join(_ next: Int, into position: Int, as merged: TokenID, of word: inout [Symbol]) {
    word[position].token = merged
    word[position].byteCount += word[next].byteCount
    word[position].next = word[next].next
    if word[next].next >= 0 { word[word[next].next].previous = position }
    word[next].byteCount = 0
  }
}

/// A merge that may come next in a word: the lowest rank first, and then the leftmost.
private struct Candidate {
  /// The rank, and the position where the pair begins.
  private let order: UInt64
  let merged: TokenID

  /// Makes a candidate of the rank and the token of a rule, which are the halves of a number.
  init(rule: UInt64, position: Int) {
    order = (rule & 0xFFFF_FFFF_0000_0000) | UInt64(UInt32(truncatingIfNeeded: position))
    merged = TokenID(truncatingIfNeeded: rule)
  }

  var position: Int { Int(order & 0xFFFF_FFFF) }

  static func < (left: Candidate, right: Candidate) -> Bool { left.order < right.order }
}
