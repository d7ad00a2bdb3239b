import CKernels
import Foundation
import Synchronization

/// Threads that compute a product together with the one that asks for it.
///
/// A product of a few rows is over before a sleeping thread has woken up. So helpers stay awake
/// between products while the team is at work, and sleep otherwise. Parts are claimed one by one:
/// nobody waits for a helper that the system has put aside, unless it has a part. Which thread
/// computes a part makes no difference to the numbers.
package final class ProductTeam: Sendable {
  private let shared: Shared

  /// With more members, a part of most products of a few rows would be less than a panel.
  package static let usefulCount = 4

  /// The threads that compute, the asking one among them.
  package var memberCount: Int { shared.memberCount }

  /// A team that sleeps.
  package init(memberCount: Int) {
    precondition(memberCount > 0, "a team of \(memberCount) threads")
    let shared = Shared(memberCount: memberCount)
    self.shared = shared
    for member in 1..<max(memberCount, 1) {
      let thread = Thread { shared.help(as: member) }
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  deinit { shared.close() }

  /// Has the helpers ready while `body` runs; one thread at a time.
  package func atWork<Result>(_ body: () throws -> Result) rethrows -> Result {
    shared.setAtWork(true)
    defer { shared.setAtWork(false) }
    return try body()
  }

  var isAtWork: Bool { shared.isAtWork }

  /// Computes a product; each member has `scratchCount` numbers of the scratch memory.
  func share(
    _ product: CPUProduct, scratch: UnsafeMutablePointer<Float>, _ scratchCount: Int
  ) {
    // More parts than members: who is put aside leaves the rest to the others.
    shared.run(
      Job(
        product: product, partCount: 2 * memberCount, scratch: scratch,
        scratchCount: scratchCount))
  }
}

/// A product, and memory to compute it with.
private struct Job {
  let product: CPUProduct
  let partCount: Int
  let scratch: UnsafeMutablePointer<Float>
  let scratchCount: Int

  func compute(_ part: Int, member: Int) {
    let columns = product.columns(ofPart: part, of: partCount)
    if !columns.isEmpty {
      product.compute(columns, scratch: scratch + member * scratchCount)
    }
  }
}

/// What the team's threads have in common; it lives as long as any of them.
private final class Shared: @unchecked Sendable {
  // Sendable: `job` is written while no part is to be claimed and all claimed ones are done, and
  // read by those who have claimed one; `isClosing` is guarded by `condition`.
  let memberCount: Int
  private var job: Job?
  /// The parts that may be claimed: which product, how many, and how many are.
  private let claims = Atomic<UInt64>(0)
  private let doneCount = Atomic<Int>(0)
  private let working = Atomic<Bool>(false)
  private let condition = NSCondition()
  private var isClosing = false

  init(memberCount: Int) { self.memberCount = memberCount }

  var isAtWork: Bool { working.load(ordering: .relaxed) }

  func setAtWork(_ isAtWork: Bool) {
    condition.withLock {
      working.store(isAtWork, ordering: .releasing)
      if isAtWork { condition.broadcast() }
    }
  }

  func close() {
    condition.withLock {
      isClosing = true
      condition.broadcast()
    }
  }

  /// Computes a job together with the helpers, as member 0.
  func run(_ job: Job) {
    self.job = job
    doneCount.store(0, ordering: .relaxed)
    let product = (claims.load(ordering: .relaxed) >> 32) &+ 1
    claims.store(product << 32 | UInt64(job.partCount) << 16, ordering: .releasing)
    while claimAndCompute(as: 0) {}
    var pause = Pause()
    while doneCount.load(ordering: .acquiring) < job.partCount { pause.go() }
  }

  /// The life of a helper.
  func help(as member: Int) {
    while waitForWork() {
      var pause = Pause()
      while working.load(ordering: .acquiring) {
        if claimAndCompute(as: member) { pause = Pause() } else { pause.go() }
      }
    }
  }

  private func waitForWork() -> Bool {
    condition.withLock {
      while !isClosing && !working.load(ordering: .relaxed) { condition.wait() }
      return !isClosing
    }
  }

  private func claimAndCompute(as member: Int) -> Bool {
    guard let part = claim(), let job else { return false }
    job.compute(part, member: member)
    doneCount.add(1, ordering: .releasing)
    return true
  }

  /// A part of the current product that no one else has.
  private func claim() -> Int? {
    var seen = claims.load(ordering: .acquiring)
    while true {
      let (partCount, next) = (seen >> 16 & 0xffff, seen & 0xffff)
      if next >= partCount { return nil }
      let (isOwn, found) = claims.weakCompareExchange(
        expected: seen, desired: seen + 1, ordering: .acquiringAndReleasing)
      if isOwn { return Int(next) }
      seen = found
    }
  }
}

/// Waits for what is about to come: first in place, then by letting other threads go first.
private struct Pause {
  private var count = 0

  mutating func go() {
    count += 1
    if count < 2_000 { apus_pause() } else { sched_yield() }
  }
}
