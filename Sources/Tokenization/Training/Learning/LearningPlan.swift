/// What is asked of learning, and how much it may keep in memory.
struct LearningPlan: Sendable {
  let mergeCount: Int
  let minimumFrequency: Int
  let maximumPieceLength: Int
  let threadCount: Int
  /// The most pairs that a thread counts at once.
  let countedPairLimit: Int
  private let trackedPairLimit: Int
  private let trackedPositionLimit: Int

  /// Shares out memory for pairs, if it is limited.
  init(mergeCount: Int, _ options: BPETrainer.Options, pairMemory: Int?) {
    self.mergeCount = mergeCount
    minimumFrequency = options.minimumFrequency
    maximumPieceLength = options.maximumPieceLength
    threadCount = options.threadCount
    let memory = pairMemory ?? Int.max
    // Counting: 24 bytes a pair, twice for free slots, and half as much again while they grow.
    countedPairLimit = max(memory / 2 / threadCount / 80, 1 << 10)
    // Tracking: numbers, slots and candidates, each of which may be growing.
    trackedPairLimit = min(max(memory / 4 / 200, 16), options.trackedPairLimit)
    trackedPositionLimit = min(max(memory / 4 / 12, 16), Int(UInt32.max) - 1)
  }

  /// The limits of a round over a text.
  func limits(cellCount: Int) -> RoundLimits {
    RoundLimits(
      positionCount: min(trackedPositionLimit / 2, max(1 << 16, cellCount)),
      pairCount: trackedPairLimit / 8, trackedPairCount: trackedPairLimit,
      trackedPositionCount: trackedPositionLimit, minimumFrequency: minimumFrequency)
  }
}
