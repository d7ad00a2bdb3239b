/// Numbers words, so that equal words get equal numbers and different ones different numbers.
///
/// The table is emptied in no time: slots from before are taken for free.
struct WordTable {
  /// The number that no word has: that of all words not in the table.
  static let unknown: UInt32 = 0

  private struct Slot {
    var word = Word(start: 0, end: 0, key: 0)
    /// The word's number, counted on from the words before the last emptying.
    var number: UInt32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 128)
  /// 64 less the logarithm of the number of slots in use, which are the first ones.
  private var shift: UInt64 = 57
  private var base: UInt32 = 0
  private var last: UInt32 = 0

  /// The number of words.
  var count: Int { Int(last - base) }

  /// Forgets all words.
  mutating func removeAll() {
    base = last
    shift = 57
    guard base > UInt32.max / 2 else { return }
    for index in slots.indices { slots[index].number = 0 }
    base = 0
    last = 0
  }

  /// Numbers words, which are added if they are new.
  ///
  /// - Parameters:
  ///   - words: The numbers of the words in the buffer.
  ///   - buffer: The buffer, which is only appended to until the table is emptied.
  ///   - numbers: Set to the numbers of the words, from 1 on.
  mutating func number(_ words: Range<Int>, of buffer: WordBuffer, into numbers: inout [UInt32]) {
    reserve(words.count, of: buffer)
    resize(&numbers, to: words.count)
    let (base, shift) = (base, shift)
    var (last, index) = (last, 0)
    let (bytes, texts) = (buffer.bytes.span, buffer.words.span)
    var slots = slots.mutableSpan
    var output = numbers.mutableSpan
    for position in words {
      let word = texts[position]
      let slot = Self.slot(of: word, in: slots.span, bytes, base, shift)
      if slots[slot].number <= base {
        last += 1
        slots[slot] = Slot(word: word, number: last)
      }
      output[index] = slots[slot].number - base
      index += 1
    }
    self.last = last
  }

  /// Finds the numbers of words.
  ///
  /// - Parameters:
  ///   - words: The numbers of the words in the buffer.
  ///   - buffer: The buffer.
  ///   - numbers: Set to the numbers of the words, ``unknown`` for those not in the table.
  func find(_ words: Range<Int>, of buffer: WordBuffer, into numbers: inout [UInt32]) {
    resize(&numbers, to: words.count)
    let (base, shift) = (base, shift)
    let (slots, bytes, texts) = (slots.span, buffer.bytes.span, buffer.words.span)
    var output = numbers.mutableSpan
    var index = 0
    for position in words {
      let slot = Self.slot(of: texts[position], in: slots, bytes, base, shift)
      output[index] = max(slots[slot].number, base) - base
      index += 1
    }
  }

  private func resize(_ numbers: inout [UInt32], to count: Int) {
    numbers.removeAll(keepingCapacity: true)
    numbers.append(addingCapacity: count) { output in
      for _ in 0..<count { output.append(0) }
    }
  }

  /// Makes room, so that at most a third of the slots are taken and probes stay short.
  private mutating func reserve(_ addedCount: Int, of buffer: WordBuffer) {
    let needed = 3 * (count + addedCount)
    let slotCount = 1 << (64 - Int(shift))
    guard needed > slotCount else { return }
    let known = count == 0 ? [] : slots[..<slotCount].filter { $0.number > base }
    for slot in known.isEmpty ? 0..<0 : 0..<slotCount { slots[slot].number = 0 }
    shift = UInt64((needed - 1).leadingZeroBitCount)
    let missingCount = 1 << (64 - Int(shift)) - slots.count
    if missingCount > 0 { slots += Array(repeating: Slot(), count: missingCount) }
    for slot in known {
      slots[Self.slot(of: slot.word, in: slots.span, buffer.bytes.span, base, shift)] = slot
    }
  }

  /// The slot that a word is in or, if it is not known, would be put in.
  @inline(__always)
  private static func slot(
    of word: Word, in slots: Span<Slot>, _ bytes: Span<UInt8>, _ base: UInt32, _ shift: UInt64
  ) -> Int {
    let mixed = (word.key ^ UInt64(word.count)) &* 0x9E37_79B9_7F4A_7C15
    var index = Int(truncatingIfNeeded: mixed &>> shift)
    while true {
      let slot = slots[index]
      // Whether a word is known cannot be foretold, so that this is no branch of its own.
      let known: UInt64 = slot.number > base ? .max : 0
      if word.difference(from: slot.word) & known == 0,
        known & word.lengthSign == 0 || word.startEquals(slot.word, in: bytes)
      {
        return index
      }
      index = (index + 1) & Int(truncatingIfNeeded: UInt64.max &>> shift)
    }
  }
}
