import FileStorage

/// Where everything stands in a shortlist's file.
///
///     "apus-shortlist\n\0"  the format
///     version               4 bytes, like all that follow but for the two checksums
///     counts                source tokens, target tokens, always, frequent, entries
///     purpose               8 bytes: the checksum of what the lists are for
///     always                target tokens that are in every list, ascending
///     frequent              the most frequent target tokens, most frequent first
///     starts                the first entry of each source token, and last where all end
///     entries               the target tokens of each source token, likeliest first
///     checksum              XXH64 of all before, 8 bytes
///
/// Numbers have their lowest byte first.
struct ShortlistLayout: Equatable, Sendable {
  static let heading = Array("apus-shortlist\n\0".utf8)
  static let version: UInt32 = 1
  /// The most target tokens, for which every list has a bit.
  static let targetLimit = 1 << 24
  /// Where the counts begin, after heading and version.
  static let countsStart = heading.count + 4
  static let purposeStart = countsStart + 20
  static let headerByteCount = purposeStart + 8
  static let checksumByteCount = 8

  let sourceCount: Int
  let targetCount: Int
  let alwaysCount: Int
  let frequentCount: Int
  let entryCount: Int

  init(
    sourceCount: Int, targetCount: Int, alwaysCount: Int, frequentCount: Int, entryCount: Int
  ) {
    self.sourceCount = sourceCount
    self.targetCount = targetCount
    self.alwaysCount = alwaysCount
    self.frequentCount = frequentCount
    self.entryCount = entryCount
  }

  /// The counts that a file gives, right or wrong.
  init(_ file: FileMapping) {
    let counts = (0..<5).map { Int(file.number32(at: Self.countsStart + 4 * $0)) }
    self.init(
      sourceCount: counts[0], targetCount: counts[1], alwaysCount: counts[2],
      frequentCount: counts[3], entryCount: counts[4])
  }

  var counts: [Int] { [sourceCount, targetCount, alwaysCount, frequentCount, entryCount] }

  var always: Range<Int> { section(after: Self.headerByteCount, alwaysCount) }
  var frequent: Range<Int> { section(after: always.upperBound, frequentCount) }
  var starts: Range<Int> { section(after: frequent.upperBound, sourceCount + 1) }
  var entries: Range<Int> { section(after: starts.upperBound, entryCount) }
  var byteCount: Int { entries.upperBound + Self.checksumByteCount }

  private func section(after end: Int, _ count: Int) -> Range<Int> { end..<end + 4 * count }
}
