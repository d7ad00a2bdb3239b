extension TargetColumns {
  /// Forgets the pairs of tokens that count least, until a given number is left.
  ///
  /// Every source token keeps as many target tokens as any other, so that rare ones keep all of
  /// theirs and frequent ones the best. Where counts are about alike, lower target tokens stay.
  ///
  /// - Parameters:
  ///   - limit: How many pairs may stay.
  ///   - sourceCount: All source tokens are below.
  func forget(downTo limit: Int, sourceCount: Int) {
    var entryCounts = [Int](repeating: 0, count: sourceCount)
    forEach { _, column in column.forEach { entryCounts[Int($0.source)] += 1 } }
    let share = Self.share(of: entryCounts, limit: limit)
    var rows = CountHistograms(entryCounts.map { $0 > share })
    forEach { _, column in column.forEach { rows.add($0) } }
    rows.setQuotas(share)
    forEach { _, column in column.keep { rows.isKept($0) } }
  }

  /// The most entries that each row may have for all to have no more than a limit.
  static func share(of entryCounts: [Int], limit: Int) -> Int {
    var range = 0...(entryCounts.max() ?? 0)
    while range.lowerBound < range.upperBound {
      let middle = range.upperBound - (range.upperBound - range.lowerBound) / 2
      let sum = entryCounts.reduce(0) { $0 + min($1, middle) }
      range = sum <= limit ? middle...range.upperBound : range.lowerBound...middle - 1
    }
    return range.lowerBound
  }
}

/// How the counts of source tokens that have too many target tokens are spread, coarsely.
private struct CountHistograms {
  /// Four steps for each power of two, from 2⁻¹⁶ to 2¹⁶, with all beyond in the outermost.
  private static let binCount = 128

  /// The number of each row that has a histogram, or -1.
  private let numbers: [Int]
  /// How many entries fall into each bin, `[rows, binCount]`.
  private var bins: [UInt32]
  /// The lowest bin of which something stays, and how many of it still may.
  private var quotas: [(bin: Int, count: Int)]

  init(_ isLarge: [Bool]) {
    var count = 0
    numbers = isLarge.map { isLarge in
      guard isLarge else { return -1 }
      count += 1
      return count - 1
    }
    bins = Array(repeating: 0, count: count * Self.binCount)
    quotas = Array(repeating: (0, 0), count: count)
  }

  mutating func add(_ slot: TargetColumn.Slot) {
    let number = numbers[Int(slot.source)]
    if number >= 0 { bins[number * Self.binCount + Self.bin(slot.count)] += 1 }
  }

  /// Lets each row keep a number of entries, those of the highest bins.
  mutating func setQuotas(_ share: Int) {
    for number in quotas.indices {
      var (bin, rest) = (Self.binCount - 1, share)
      while bin > 0, Int(bins[number * Self.binCount + bin]) <= rest {
        rest -= Int(bins[number * Self.binCount + bin])
        bin -= 1
      }
      quotas[number] = (bin, rest)
    }
  }

  /// Whether an entry stays, which uses up the quota of its row.
  mutating func isKept(_ slot: TargetColumn.Slot) -> Bool {
    let number = numbers[Int(slot.source)]
    guard number >= 0 else { return true }
    let bin = Self.bin(slot.count)
    guard bin == quotas[number].bin, quotas[number].count > 0 else {
      return bin > quotas[number].bin
    }
    quotas[number].count -= 1
    return true
  }

  private static func bin(_ count: Double) -> Int {
    guard count > 0 else { return 0 }
    let quarter = Int(count.significandBitPattern >> 50)
    return max(0, min(binCount - 1, (Int(count.exponent) + 16) * 4 + quarter))
  }
}
