/// How often something ran, how long that took, and what it had to do.
package struct OperationCounters: Sendable, Equatable {
  package var callCount: Int
  /// Summed over threads.
  package var time: Duration
  package var cost: OperationCost

  package init(
    callCount: Int = 0, time: Duration = .zero, cost: OperationCost = OperationCost()
  ) {
    self.callCount = callCount
    self.time = time
    self.cost = cost
  }

  package static func += (sum: inout OperationCounters, term: OperationCounters) {
    sum.callCount += term.callCount
    sum.time += term.time
    sum.cost += term.cost
  }
}

/// What the operations of one worker, or of several together, have done.
package struct OperationProfile: Sendable, Equatable {
  package private(set) var counters: [ProfiledCall: OperationCounters] = [:]
  /// The time in tasks: operations and all that is between them.
  package var taskTime = Duration.zero

  package init() {}

  /// Adds calls; memory is needed only for those of a kind not seen before.
  package mutating func add(_ counters: OperationCounters, to call: ProfiledCall) {
    self.counters[call, default: OperationCounters()] += counters
  }

  /// Adds what another worker has done.
  package static func += (sum: inout OperationProfile, term: OperationProfile) {
    for (call, counters) in term.counters { sum.add(counters, to: call) }
    sum.taskTime += term.taskTime
  }

  /// All calls for which the condition holds, together.
  package func total(where isIncluded: (ProfiledCall) -> Bool = { _ in true })
    -> OperationCounters
  {
    counters.reduce(into: OperationCounters()) { sum, entry in
      if isIncluded(entry.key) { sum += entry.value }
    }
  }
}
