import Kernels

/// The slots of each hypothesis' tokens, first to last, one hypothesis after the other.
///
/// Two sets of lists take turns, so that their memory is used again.
struct CachePaths {
  private var current = Lists()
  private var previous = Lists()
  private var slots = FreeSlots()

  private struct Lists {
    var slots: [Int32] = []
    /// List `r` is `slots[starts[r] ..< starts[r + 1]]`.
    var starts: [Int32] = [0]

    mutating func clear() {
      slots.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      starts.append(0)
    }

    subscript(list: Int) -> ArraySlice<Int32> { slots[Int(starts[list])..<Int(starts[list + 1])] }
  }

  /// The number of slots, used and free.
  var slotCount: Int { slots.count }

  /// Begins without hypotheses.
  mutating func begin() {
    slots.clear()
    current.clear()
  }

  /// Makes new hypotheses, each of a parent's slots and one of its own.
  ///
  /// - Parameter parents: For each new hypothesis the one that it continues; nil for the first of a
  ///   sentence.
  /// - Returns: The new slots, in the order of the hypotheses.
  mutating func extend(parents: [Int?]) -> [Int32] {
    swap(&current, &previous)
    slots.beginStep()
    for case let parent? in parents { slots.keep(previous[parent]) }
    let newSlots = slots.take(parents.count)
    current.clear()
    for (parent, slot) in zip(parents, newSlots) {
      if let parent { current.slots.append(contentsOf: previous[parent]) }
      current.slots.append(slot)
      current.starts.append(Int32(current.slots.count))
    }
    return newSlots
  }

  /// The hypotheses as attention takes them.
  var rows: CachedRows { CachedRows(slots: current.slots, starts: current.starts) }

  /// The position of each hypothesis' last token.
  var positions: [Int32] {
    zip(current.starts, current.starts.dropFirst()).map { $1 - $0 - 1 }
  }
}

/// Which slots are free: those that were neither kept nor taken in a step.
private struct FreeSlots {
  /// The step in which each slot was last kept.
  private var lastKept: [Int32] = []
  private var step: Int32 = 0

  var count: Int { lastKept.count }

  mutating func clear() {
    lastKept.removeAll(keepingCapacity: true)
    step = 0
  }

  mutating func beginStep() { step += 1 }

  mutating func keep(_ slots: ArraySlice<Int32>) {
    for slot in slots { lastKept[Int(slot)] = step }
  }

  /// The first free slots, and new ones where there are too few.
  mutating func take(_ wantedCount: Int) -> [Int32] {
    var taken: [Int32] = []
    taken.reserveCapacity(wantedCount)
    for slot in lastKept.indices where lastKept[slot] != step {
      guard taken.count < wantedCount else { return taken }
      taken.append(Int32(slot))
    }
    while taken.count < wantedCount {
      taken.append(Int32(lastKept.count))
      lastKept.append(step)
    }
    return taken
  }
}
