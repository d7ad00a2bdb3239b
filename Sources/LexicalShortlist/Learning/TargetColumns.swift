import Dispatch
import Foundation
import Synchronization

/// The columns of all target tokens, in shards that threads learn side by side.
///
/// A target token belongs to one shard, which sees its occurrences in the order of the corpus: so
/// every sum is the same however many threads there are.
struct TargetColumns: Sendable {
  /// Many more than threads, since the shards of frequent tokens have more to do.
  static let shardCount = 64

  /// Columns that one thread works on at a time: those of target tokens `shardCount` apart.
  private final class Shard: Sendable {
    let columns: Mutex<[TargetColumn]>

    init(columnCount: Int) {
      columns = Mutex(Array(repeating: TargetColumn(), count: columnCount))
    }
  }

  /// How many target tokens there are.
  let count: Int
  private let shards: [Shard]

  init(count: Int) {
    self.count = count
    shards = (0..<Self.shardCount).map { shard in
      Shard(columnCount: (count + Self.shardCount - 1 - shard) / Self.shardCount)
    }
  }

  /// Counts the occurrences of a block, evenly at first and then by probabilities.
  ///
  /// - Parameters:
  ///   - block: The pairs, arranged for as many shards as there are.
  ///   - isFirst: Whether there are no probabilities yet.
  ///   - threadCount: How many threads work.
  /// - Returns: The sum of ln p(t | source) over the target tokens, a constant left out.
  func count(_ block: PairBlock, isFirst: Bool, threadCount: Int) -> Double {
    let sums = Mutex([Double](repeating: 0, count: shards.count))
    concurrently(threadCount) { number, columns in
      let sum = columns.count(block, shard: number, isFirst: isFirst)
      sums.withLock { $0[number] = sum }
    }
    return sums.withLock { $0.reduce(0, +) }
  }

  /// Changes every column, many at a time.
  func update(threadCount: Int, _ body: @Sendable (inout TargetColumn) -> Void) {
    concurrently(threadCount) { _, columns in
      for index in columns.indices { body(&columns[index]) }
    }
  }

  /// Visits the columns by their target tokens in ascending order.
  func forEach(_ body: (Int, inout TargetColumn) -> Void) {
    for target in 0..<count {
      shards[target % Self.shardCount].columns.withLock {
        body(target, &$0[target / Self.shardCount])
      }
    }
  }

  /// The bytes of all tables.
  var byteCount: Int {
    shards.reduce(0) { sum, shard in
      sum + shard.columns.withLock { $0.reduce(0) { $0 + $1.byteCount } }
    }
  }

  /// The columns by their target tokens.
  var all: [TargetColumn] {
    var all: [TargetColumn] = []
    all.reserveCapacity(count)
    forEach { all.append($1) }
    return all
  }

  private func concurrently(
    _ threadCount: Int, _ body: @Sendable (Int, inout [TargetColumn]) -> Void
  ) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threadCount, shards.count)) { _ in
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < shards.count else { return }
        shards[number].columns.withLock { body(number, &$0) }
      }
    }
  }
}

extension [TargetColumn] {
  /// Counts what a block has for the columns of a shard.
  fileprivate mutating func count(_ block: PairBlock, shard: Int, isFirst: Bool) -> Double {
    var logarithms = 0.0
    var places: [Int] = []
    block.forEachOccurrence(inShard: shard) { target, sources in
      let column = Int(target) / TargetColumns.shardCount
      guard !isFirst else { return self[column].countEvenly(sources) }
      let sum = self[column].count(sources, places: &places)
      logarithms += log(Swift.max(sum, .leastNormalMagnitude) / Double(sources.count + 1))
    }
    return logarithms
  }
}
