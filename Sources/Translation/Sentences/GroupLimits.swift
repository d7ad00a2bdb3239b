/// How many sentences begin together, and beside others.
///
/// A worker decodes up to `size` sentences at once. When a quarter of their places is free, a group of
/// others begins. Towards the end no group takes more than a worker's share of what is left, so that
/// no worker waits long for another.
package struct GroupLimits: Sendable {
  private let size: Int
  private let workerCount: Int
  private let leastCount: Int
  private let memory: BatchMemory

  /// The source tokens of a group for each sentence that it may have: more of long sentences would
  /// be no faster.
  private static let tokensPerSentence = 32
  /// With fewer hypotheses than this, products take much longer for each.
  private static let leastRowCount = 32
  /// Groups of which a sentence is still decoded: each holds the memory of all of its sentences.
  private static let groupLimit = 6
  /// The groups that fill a worker.
  private static let fullCount = 4

  /// Limits.
  ///
  /// - Parameters:
  ///   - size: The most sentences that a worker decodes at once.
  ///   - sentenceCount: The sentences that there are at first.
  ///   - workerCount: The threads.
  ///   - memory: What the sentences that a worker decodes at once may take.
  package init(size: Int, sentenceCount: Int, workerCount: Int, memory: BatchMemory) {
    self.size = size
    self.workerCount = workerCount
    self.memory = memory
    let share = (sentenceCount + workerCount - 1) / workerCount
    leastCount = max(1, min(Self.leastRowCount / memory.width, share))
  }

  /// The most sentences of a group.
  private var groupSize: Int { (size + Self.fullCount - 1) / Self.fullCount }

  /// Sentences that began together, on their worker.
  package struct Group: Sendable {
    package let sentences: Range<Int>
    /// The numbers that they may take, until the last of them has ended.
    package let weight: Int

    package init(sentences: Range<Int>, weight: Int) {
      self.sentences = sentences
      self.weight = weight
    }
  }

  /// What a worker has room for.
  package struct Room: Sendable {
    fileprivate let sentenceCount: Int
    fileprivate let weight: Int
    fileprivate let isEmpty: Bool
  }

  /// The room beside groups.
  ///
  /// - Parameters:
  ///   - groups: Those of which a sentence is decoded.
  ///   - runningCount: The sentences that are decoded.
  /// - Returns: None in a worker with as many groups as may be.
  package func room(beside groups: [Group], runningCount: Int) -> Room {
    let weight = groups.reduce(0) { $0 + $1.weight }
    return Room(
      sentenceCount: groups.count < Self.groupLimit ? size - runningCount : 0,
      weight: memory.limit - weight, isEmpty: groups.isEmpty)
  }

  /// The weight of a sentence.
  package func weight(length: Int) -> Int { memory.numberCount(length: length) }

  /// How many sentences begin.
  ///
  /// - Parameters:
  ///   - lengths: The tokens of the sentences that wait, in the order in which they are taken.
  ///   - rest: The sum of them.
  ///   - room: Where there is nothing else, one sentence fits however long it is.
  /// - Returns: 0 where there is room for too few.
  package func count(_ lengths: some Sequence<Int>, rest: Int, room: Room) -> Int {
    guard room.isEmpty || room.sentenceCount >= groupSize else { return 0 }
    var share = (rest + workerCount - 1) / workerCount
    var tokens = groupSize * Self.tokensPerSentence
    var weight = min(room.weight, memory.limit / Self.fullCount)
    var count = 0
    for length in lengths {
      weight -= self.weight(length: length)
      tokens -= length
      let fits = weight >= 0 && tokens >= 0 && count < groupSize
      let isOne = count == 0 && room.isEmpty
      guard fits || isOne, count < leastCount || share >= length else { return count }
      share -= length
      count += 1
    }
    return count
  }
}
