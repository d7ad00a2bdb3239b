/// Edit distances of many rearrangements of one hypothesis to one reference, 64 cells at a time
/// (Myers, 1999; for more than 64 words Hyyrö, 2003).
///
/// A column of the table of edit distances is kept as two bits a cell: whether the next cell is one
/// more, or one less. After each word of the base the bits are remembered, so that a rearrangement
/// is computed from the first word on that differs from the base's, up to where nothing differs.
struct BitParallelDistance {
  /// For each word of the vocabulary the places where the reference has it: `[word, block]`.
  private var places: [UInt64] = []
  private var blockCount = 0
  private var lastBit: UInt64 = 0
  /// The bits after each word of the base, from before the first on: `[word + 1, block]`.
  private var increases: [UInt64] = []
  private var decreases: [UInt64] = []
  /// The distance of the whole reference to the words up to here.
  private var distances: [Int] = []
  private var current: [Column] = []

  private struct Column {
    var increase: UInt64
    var decrease: UInt64
  }

  /// Takes a reference.
  ///
  /// - Parameters:
  ///   - reference: The numbers of its words, of which there is at least one.
  ///   - wordCount: The greatest number.
  mutating func setReference(_ reference: [UInt32], wordCount: Int) {
    blockCount = (reference.count + 63) / 64
    lastBit = 1 << UInt64((reference.count - 1) & 63)
    places.removeAll(keepingCapacity: true)
    for _ in 0..<(wordCount + 1) * blockCount { places.append(0) }
    for (index, word) in reference.enumerated() {
      places[Int(word) * blockCount + index / 64] |= 1 << UInt64(index & 63)
    }
    increases.removeAll(keepingCapacity: true)
    decreases.removeAll(keepingCapacity: true)
    current.removeAll(keepingCapacity: true)
    for _ in 0..<blockCount {
      increases.append(.max)
      decreases.append(0)
      current.append(Column(increase: .max, decrease: 0))
    }
    distances.removeAll(keepingCapacity: true)
    distances.append(reference.count)
  }

  /// Takes a hypothesis as the base.
  ///
  /// - Returns: Its edit distance.
  mutating func setBase(_ hypothesis: [UInt32]) -> Int {
    increases.removeSubrange(blockCount...)
    decreases.removeSubrange(blockCount...)
    distances.removeSubrange(1...)
    load(0)
    var distance = distances[0]
    for word in hypothesis {
      distance += advance(over: word)
      distances.append(distance)
      for column in current {
        increases.append(column.increase)
        decreases.append(column.decrease)
      }
    }
    return distance
  }

  /// The edit distance of a rearrangement of the base.
  ///
  /// - Parameters:
  ///   - hypothesis: The words.
  ///   - changed: The words outside of this range are the base's.
  /// - Returns: The edit distance.
  mutating func distance(_ hypothesis: [UInt32], changed: Range<Int>) -> Int {
    load(changed.lowerBound)
    var distance = distances[changed.lowerBound]
    for index in changed.lowerBound..<hypothesis.count {
      if index >= changed.upperBound, isAsBase(index) {
        return distance + distances[hypothesis.count] - distances[index]
      }
      distance += advance(over: hypothesis[index])
    }
    return distance
  }

  private mutating func load(_ position: Int) {
    for block in 0..<blockCount {
      current[block] = Column(
        increase: increases[position * blockCount + block],
        decrease: decreases[position * blockCount + block])
    }
  }

  private func isAsBase(_ position: Int) -> Bool {
    for block in 0..<blockCount
    where current[block].increase != increases[position * blockCount + block]
      || current[block].decrease != decreases[position * blockCount + block]
    {
      return false
    }
    return true
  }

  /// Moves on by a word of the hypothesis.
  ///
  /// - Returns: What the distance of the whole reference grows by: -1, 0 or 1.
  private mutating func advance(over word: UInt32) -> Int {
    let start = Int(word) * blockCount
    // Each word of the hypothesis costs one more before the reference's first.
    var (increaseIn, decreaseIn): (UInt64, UInt64) = (1, 0)
    for block in 0..<blockCount {
      let column = current[block]
      let equal = places[start + block]
      let vertical = equal | column.decrease
      let matching = equal | decreaseIn
      let diagonal =
        ((matching & column.increase) &+ column.increase) ^ column.increase | matching
      let increase = column.decrease | ~(diagonal | column.increase)
      let decrease = column.increase & diagonal
      if block == blockCount - 1 {
        store(block, vertical, increase << 1 | increaseIn, decrease << 1 | decreaseIn)
        return (increase & lastBit != 0 ? 1 : 0) - (decrease & lastBit != 0 ? 1 : 0)
      }
      store(block, vertical, increase << 1 | increaseIn, decrease << 1 | decreaseIn)
      (increaseIn, decreaseIn) = (increase >> 63, decrease >> 63)
    }
    return 0
  }

  private mutating func store(
    _ block: Int, _ vertical: UInt64, _ increase: UInt64, _ decrease: UInt64
  ) {
    current[block] = Column(
      increase: decrease | ~(vertical | increase), decrease: increase & vertical)
  }
}
