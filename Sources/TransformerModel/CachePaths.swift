import Kernels

/// The slots of each hypothesis' tokens, first to last, one hypothesis after the other.
///
/// Two generations take turns, so that their memory is used again.
struct CachePaths {
  private var current = Generation()
  private var previous = Generation()
  private var slots = FreeSlots()

  /// The hypotheses that a step has made, and those that it has kept as they were.
  private struct Generation {
    var new = Lists()
    var kept = Lists()

    mutating func clear() {
      new.clear()
      kept.clear()
    }

    /// The new ones come first.
    subscript(row: Int) -> ArraySlice<Int32> {
      row < new.count ? new[row] : kept[row - new.count]
    }
  }

  private struct Lists {
    var slots: [Int32] = []
    /// List `r` is `slots[starts[r] ..< starts[r + 1]]`.
    var starts: [Int32] = [0]

    var count: Int { starts.count - 1 }

    mutating func clear() {
      slots.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      starts.append(0)
    }

    mutating func endList() { starts.append(Int32(slots.count)) }

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
  /// - Parameters:
  ///   - parents: For each new hypothesis the one that it continues; nil for the first of a
  ///     sentence.
  ///   - kept: Those that stay as they are, numbered behind the new ones from now on.
  /// - Returns: The new slots, in the order of the hypotheses.
  mutating func extend(parents: [Int?], keeping kept: [Int]) -> [Int32] {
    swap(&current, &previous)
    slots.beginStep()
    for case let parent? in parents { slots.keep(previous[parent]) }
    for row in kept { slots.keep(previous[row]) }
    let newSlots = slots.take(parents.count)
    current.clear()
    for (parent, slot) in zip(parents, newSlots) {
      if let parent { current.new.slots.append(contentsOf: previous[parent]) }
      current.new.slots.append(slot)
      current.new.endList()
    }
    for row in kept {
      current.kept.slots.append(contentsOf: previous[row])
      current.kept.endList()
    }
    return newSlots
  }

  /// The new hypotheses as attention takes them.
  var rows: CachedRows { CachedRows(slots: current.new.slots, starts: current.new.starts) }

  /// The position of each new hypothesis' last token.
  var positions: [Int32] {
    zip(current.new.starts, current.new.starts.dropFirst()).map { $1 - $0 - 1 }
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
