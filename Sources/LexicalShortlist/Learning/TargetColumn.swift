/// What is known of one target token: the source tokens it stands beside, each with p(t | s).
///
/// A hash table of its own, so that columns can be learned side by side. A source token and its
/// numbers share 16 bytes, and at most three quarters of the places are taken.
struct TargetColumn: Sendable {
  /// A source token's place in the column.
  struct Slot: Sendable {
    /// The source token, or -1 where the place is free.
    var source: Int32
    /// p(t | s), as the last maximisation left it.
    var probability: Float
    /// What the current expectation has counted for the pair so far.
    var count: Double

    static let vacant = Slot(source: -1, probability: 0, count: 0)
  }

  private var slots: [Slot] = []
  /// How many source tokens have a place.
  private(set) var entryCount = 0
  /// p(t | NULL), which explains target tokens that no source token does.
  var nullProbability: Float = 0
  /// What the current expectation has counted for NULL so far.
  var nullCount = 0.0
  /// How often the target token occurs.
  private(set) var occurrenceCount = 0

  /// The bytes of the table.
  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride }

  /// The smallest table for a number of entries.
  private static func capacity(for entryCount: Int) -> Int {
    guard entryCount > 0 else { return 0 }
    var capacity = 4
    while entryCount * 4 > capacity * 3 { capacity *= 2 }
    return capacity
  }

  /// Counts an occurrence as if each source token and NULL explained it alike.
  ///
  /// - Parameter sources: The tokens of the sentence's source.
  mutating func countEvenly(_ sources: Span<Int32>) {
    occurrenceCount += 1
    let share = 1 / Double(sources.count + 1)
    nullCount += share
    for index in sources.indices {
      let source = sources[index]
      if (entryCount + 1) * 4 > slots.count * 3 { resize(to: max(4, slots.count * 2)) }
      let place = place(of: source)
      if slots[place].source != source {
        slots[place].source = source
        entryCount += 1
      }
      slots[place].count += share
    }
  }

  /// Counts an occurrence for each source token and NULL by their share in explaining it.
  ///
  /// Brown et al., 1993, equation 17.
  ///
  /// - Parameters:
  ///   - sources: The tokens of the sentence's source.
  ///   - places: Room for where they were found; its content is of no use afterwards.
  /// - Returns: The sum of p(t | s) over the source tokens and NULL.
  mutating func count(_ sources: Span<Int32>, places: inout [Int]) -> Double {
    places.removeAll(keepingCapacity: true)
    var sum = Double(nullProbability)
    if entryCount > 0 {
      for index in sources.indices {
        let place = place(of: sources[index])
        places.append(place)
        // A free place has the probability 0.
        sum += Double(slots[place].probability)
      }
    }
    guard sum > 0 else { return 0 }
    let scale = 1 / sum
    nullCount += Double(nullProbability) * scale
    for place in places { slots[place].count += Double(slots[place].probability) * scale }
    return sum
  }

  /// Makes probabilities of the counts, and sets these to zero.
  ///
  /// - Parameters:
  ///   - totals: The counts of each source token over all columns.
  ///   - nullTotal: That of NULL.
  mutating func maximize(totals: [Double], nullTotal: Double) {
    nullProbability = nullTotal > 0 ? Float(nullCount / nullTotal) : 0
    nullCount = 0
    for place in slots.indices where slots[place].source >= 0 {
      let total = totals[Int(slots[place].source)]
      slots[place].probability = total > 0 ? Float(slots[place].count / total) : 0
      slots[place].count = 0
    }
  }

  /// Visits the source tokens in the order of the table, which depends on their history.
  func forEach(_ body: (Slot) -> Void) {
    for slot in slots where slot.source >= 0 { body(slot) }
  }

  /// Forgets source tokens, and gives back the room.
  ///
  /// - Parameter isKept: Whether one stays.
  mutating func keep(where isKept: (Slot) -> Bool) {
    let kept = slots.filter { $0.source >= 0 && isKept($0) }
    guard kept.count < entryCount else { return }
    rebuild(kept, capacity: Self.capacity(for: kept.count))
  }

  /// p(t | s), which is 0 for a source token that never stood beside the target token.
  func probability(given source: Int32) -> Float {
    entryCount > 0 ? slots[place(of: source)].probability : 0
  }

  private mutating func resize(to capacity: Int) {
    rebuild(slots.filter { $0.source >= 0 }, capacity: capacity)
  }

  private mutating func rebuild(_ kept: [Slot], capacity: Int) {
    slots = Array(repeating: .vacant, count: capacity)
    entryCount = kept.count
    for slot in kept { slots[place(of: slot.source)] = slot }
  }

  /// Where a source token is, or the free place where it would go.
  @inline(__always)
  private func place(of source: Int32) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing; the upper half of the product depends on all bits of the token.
    let product = UInt64(UInt32(bitPattern: source)) &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: product >> 32) & mask
    while slots[place].source != source, slots[place].source >= 0 { place = (place + 1) & mask }
    return place
  }
}
