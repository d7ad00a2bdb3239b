/// The n-grams of references, of words or of characters, and how often each may be matched.
///
/// An n-gram is known by the one that is shorter by its last element, and by that element: a trie
/// whose nodes live in one hash table (open addressing, linear probing), so that no n-gram needs an
/// array of its own. The table is emptied in no time: slots from before are taken for free.
struct NGramTable {
  private struct Slot {
    /// The number of the n-gram without its last element, and that element.
    var key: UInt64 = 0
    /// The n-gram's number, one for each that was ever added.
    var number: UInt32 = 0
    /// How often the n-gram may yet be matched.
    var limit: UInt32 = 0
  }

  private let maximumOrder: Int
  private var slots = [Slot](repeating: Slot(), count: 64)
  /// 64 less the logarithm of the number of slots in use, which are the first ones.
  private var shift: UInt64 = 58
  /// The number of the empty n-gram; lower ones are from before the last emptying.
  ///
  /// Never 0, so that no key is that of a slot never used.
  private var root: UInt32 = 1
  private var last: UInt32 = 1
  private var isEmpty = true
  /// For each n-gram, counted from the root, how often the current reference has it.
  private var counts: [UInt32] = []

  /// An empty table.
  ///
  /// - Parameter maximumOrder: The most elements of an n-gram, at least 0.
  init(maximumOrder: Int) {
    self.maximumOrder = maximumOrder
  }

  /// Forgets all references.
  mutating func removeAll() {
    root = last
    shift = 58
    isEmpty = true
    guard root > UInt32.max / 2 else { return }
    for index in slots.indices { slots[index] = Slot() }
    root = 1
    last = 1
  }

  /// Adds the n-grams of a reference: each may be matched as often as the reference has it that has
  /// it most often.
  ///
  /// - Parameters:
  ///   - reference: The elements.
  ///   - count: How many of them count.
  mutating func add(_ reference: [UInt32], count: Int) {
    reserve(maximumOrder * count)
    let elements = reference.span.extracting(..<count)
    if isEmpty { addFirst(elements) } else { addFurther(elements) }
    isEmpty = false
  }

  private mutating func addFirst(_ reference: Span<UInt32>) {
    let (root, shift, maximumOrder) = (root, shift, maximumOrder)
    var last = last
    var slots = slots.mutableSpan
    for start in 0..<reference.count {
      var number = root
      for index in start..<min(start + maximumOrder, reference.count) {
        let key = Self.key(number, reference[index])
        let slot = Self.slot(of: key, in: slots.span, root, shift)
        if slots[slot].key == key {
          slots[slot].limit += 1
        } else {
          last += 1
          slots[slot] = Slot(key: key, number: last, limit: 1)
        }
        number = slots[slot].number
      }
    }
    self.last = last
  }

  private mutating func addFurther(_ reference: Span<UInt32>) {
    counts.removeAll(keepingCapacity: true)
    for _ in 0...Int(last - root) + maximumOrder * reference.count { counts.append(0) }
    for start in 0..<reference.count {
      var number = root
      for index in start..<min(start + maximumOrder, reference.count) {
        let key = Self.key(number, reference[index])
        let slot = Self.slot(of: key, in: slots.span, root, shift)
        if slots[slot].key != key {
          last += 1
          slots[slot] = Slot(key: key, number: last, limit: 0)
        }
        number = slots[slot].number
        counts[Int(number - root)] += 1
        slots[slot].limit = max(slots[slot].limit, counts[Int(number - root)])
      }
    }
  }

  /// Counts the n-grams of a hypothesis that match, and uses the references up.
  ///
  /// An n-gram without a match ends the search for all that begin with it.
  ///
  /// - Parameters:
  ///   - hypothesis: The elements.
  ///   - count: How many of them count.
  ///   - matchCounts: For each order, from 1 on, set to the number of matches.
  mutating func takeMatches(
    of hypothesis: [UInt32], count: Int, into matchCounts: inout [Int]
  ) {
    let hypothesis = hypothesis.span.extracting(..<count)
    let (root, shift, maximumOrder) = (root, shift, maximumOrder)
    for order in 0..<maximumOrder { matchCounts[order] = 0 }
    var slots = slots.mutableSpan
    var matchCounts = matchCounts.mutableSpan
    for start in 0..<hypothesis.count {
      var number = root
      for index in start..<min(start + maximumOrder, hypothesis.count) {
        let key = Self.key(number, hypothesis[index])
        let slot = Self.slot(of: key, in: slots.span, root, shift)
        if slots[slot].key != key || slots[slot].number <= root { break }
        number = slots[slot].number
        if slots[slot].limit > 0 {
          slots[slot].limit -= 1
          matchCounts[index - start] += 1
        }
      }
    }
  }

  @inline(__always)
  private static func key(_ prefix: UInt32, _ element: UInt32) -> UInt64 {
    UInt64(prefix) << 32 | UInt64(element)
  }

  /// The slot that an n-gram is in or, if it is not known, would be put in.
  ///
  /// Keys from before the last emptying are never met again, for their prefixes have lower numbers;
  /// an n-gram without elements has none, and its number no children from before.
  @inline(__always)
  private static func slot(
    of key: UInt64, in slots: Span<Slot>, _ root: UInt32, _ shift: UInt64
  ) -> Int {
    // Fibonacci hashing: the upper bits of the product are the well mixed ones.
    var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[index].key != key, slots[index].number > root {
      index = (index + 1) & (1 << (64 - Int(shift)) - 1)
    }
    return index
  }

  /// Makes room, so that at most half of the slots are taken and probes stay short.
  private mutating func reserve(_ addedCount: Int) {
    let needed = 2 * (Int(last - root) + addedCount)
    let slotCount = 1 << (64 - Int(shift))
    guard needed > slotCount else { return }
    let known = isEmpty ? [] : slots[..<slotCount].filter { $0.number > root }
    for slot in known.isEmpty ? 0..<0 : 0..<slotCount { slots[slot] = Slot() }
    shift = UInt64((needed - 1).leadingZeroBitCount)
    let missingCount = 1 << (64 - Int(shift)) - slots.count
    if missingCount > 0 { slots += Array(repeating: Slot(), count: missingCount) }
    for slot in known { slots[Self.slot(of: slot.key, in: slots.span, root, shift)] = slot }
  }
}
