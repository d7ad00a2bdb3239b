/// How a limit on memory is shared out between the stages of training.
///
/// The stages follow one another: each may take what those before have given back.
struct MemoryBudget: Sendable {
  /// The limit in bytes, or nil if there is none.
  let limit: Int?

  /// What the process needs whatever it does: its code, the tables of ICU, the blocks being read.
  private static let fixedSize = 24 << 20

  /// What may be used besides.
  private var available: Int? {
    limit.map { max($0 - Self.fixedSize, $0 / 4) }
  }

  /// The longest line that may be read, which stands in memory up to eight times.
  func greatestLineSize(_ greatest: Int) -> Int {
    available.map { min($0 / 8, greatest) } ?? greatest
  }

  /// How much the table of words of each thread may hold: all of them take half.
  func wordCapacity(threadCount: Int) -> WordCounts.Capacity {
    guard let available else { return .greatest }
    let share = available / 2 / threadCount
    // A word takes 16 bytes of slots, 8 while they grow, 24 of numbers and 12 while it is sorted.
    let wordCount = max(share * 3 / 4 / 60, 1)
    let greatestPowerOfTwo = 1 << (Int.bitWidth - 1 - wordCount.leadingZeroBitCount)
    return WordCounts.Capacity(
      wordCount: min(greatestPowerOfTwo, WordCounts.Capacity.greatest.wordCount),
      byteCount: min(share / 6, WordCounts.Capacity.greatest.byteCount))
  }

  /// Whether tables of words may stay in memory, where joining them takes as much again twice.
  func allowsJoining(_ tables: [WordCounts]) -> Bool {
    guard let available else { return true }
    return tables.reduce(0) { $0 + $1.byteCount } <= available / 5
  }

  /// What remains for pairs of symbols while the text itself stays in memory.
  ///
  /// - Parameter textSize: The size of the text.
  /// - Returns: A number of bytes, or nil if there is no limit.
  /// - Throws: ``TokenizationError/insufficientMemory(limit:needed:)``.
  func pairMemory(besidesText textSize: Int) throws -> Int? {
    guard let limit, let available else { return nil }
    let least = 1 << 20
    guard available >= textSize + least else {
      throw TokenizationError.insufficientMemory(
        limit: limit, needed: textSize + least + Self.fixedSize)
    }
    return available - textSize
  }
}
