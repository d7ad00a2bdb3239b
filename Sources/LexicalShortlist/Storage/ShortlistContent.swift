import FileStorage

/// What a shortlist holds, before it is written to its file.
package struct ShortlistContent: Sendable, Equatable {
  package let targetVocabularyCount: Int
  /// The target tokens that are in every list, ascending.
  package let always: [Int32]
  /// The most frequent target tokens, most frequent first.
  package let frequent: [Int32]
  /// The likeliest target tokens of each source token, likeliest first: `[source vocabulary]`.
  package let likely: [[Int32]]

  /// Takes from a table what lists are made of.
  ///
  /// - Parameters:
  ///   - table: How likely the tokens are.
  ///   - first: How many of the most frequent target tokens to take.
  ///   - best: How many target tokens to take for each source token.
  ///   - always: Target tokens that every list is to have.
  package init(_ table: LexicalTable, first: Int, best: Int, always: some Sequence<Int32>) {
    self.init(
      targetVocabularyCount: table.targetVocabularyCount, always: always,
      frequent: table.mostFrequent(first), likely: table.mostLikely(best))
  }

  /// Takes what lists are made of as it is.
  package init(
    targetVocabularyCount: Int, always: some Sequence<Int32>, frequent: [Int32],
    likely: [[Int32]]
  ) {
    precondition(
      targetVocabularyCount <= ShortlistLayout.targetLimit, "\(targetVocabularyCount) target tokens"
    )
    self.targetVocabularyCount = targetVocabularyCount
    self.always = Set(always).sorted()
    self.frequent = frequent
    self.likely = likely
    for token in [self.always, frequent, likely.flatMap { $0 }].joined() {
      precondition(
        token >= 0 && token < targetVocabularyCount,
        "target token \(token) of a vocabulary of \(targetVocabularyCount)")
    }
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: Its place.
  ///   - purpose: What the lists are for, of which a checksum is kept.
  /// - Throws: `FileError.unwritable`.
  package func write(to path: String, for purpose: ShortlistPurpose) throws {
    try AtomicFile.write(to: path) { file in
      var checksum = Checksum()
      for part in [header(purpose), section(always), section(frequent), starts] {
        checksum.update(part.span)
        try file.write(part)
      }
      // Row by row, so that the bytes of all entries are never in memory at once.
      for rows in likely.chunks(of: 1024) {
        let part = rows.flatMap(section)
        checksum.update(part.span)
        try file.write(part)
      }
      try file.write(checksum.value.littleEndianBytes)
    }
  }

  private func header(_ purpose: ShortlistPurpose) -> [UInt8] {
    let layout = ShortlistLayout(
      sourceCount: likely.count, targetCount: targetVocabularyCount, alwaysCount: always.count,
      frequentCount: frequent.count, entryCount: likely.reduce(0) { $0 + $1.count })
    return ShortlistLayout.heading + ShortlistLayout.version.littleEndianBytes
      + layout.counts.flatMap { UInt32($0).littleEndianBytes } + purpose.checksum.littleEndianBytes
  }

  private var starts: [UInt8] {
    var start = 0
    var bytes = UInt32(0).littleEndianBytes
    for row in likely {
      start += row.count
      bytes += UInt32(start).littleEndianBytes
    }
    return bytes
  }

  private func section(_ tokens: [Int32]) -> [UInt8] { tokens.flatMap(\.littleEndianBytes) }
}

extension Array {
  /// The elements in stretches, all but the last of the same length.
  fileprivate func chunks(of length: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: length).map { self[$0..<Swift.min($0 + length, count)] }
  }
}
