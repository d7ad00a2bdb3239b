import Synchronization

/// Counts numbers that are handed out and given back.
final class MemoryLedger: Sendable {
  private struct Balance {
    var count = 0
    var highest = 0
  }

  private let balance = Mutex(Balance())

  /// The most numbers that were in use at once so far.
  var highWaterCount: Int { balance.withLock(\.highest) }

  /// Hands out memory that is none, until the storage's end.
  func storage(_ count: Int) -> any BufferStorage {
    balance.withLock { balance in
      balance.count += count
      balance.highest = max(balance.highest, balance.count)
    }
    return PlannedStorage(count: count, ledger: self)
  }

  fileprivate func takeBack(_ count: Int) {
    balance.withLock { $0.count -= count }
  }
}

/// What stands in the ledger for some memory.
private final class PlannedStorage: BufferStorage {
  private let count: Int
  private let ledger: MemoryLedger

  init(count: Int, ledger: MemoryLedger) {
    self.count = count
    self.ledger = ledger
  }

  deinit { ledger.takeBack(count) }
}
