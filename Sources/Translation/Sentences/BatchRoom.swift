/// What goes into one batch.
struct BatchRoom {
  private let size: Int
  private let leastCount: Int
  private let workerCount: Int
  private let memory: BatchMemory

  /// The source tokens of a batch for each sentence that it may have: more of long sentences would
  /// be no faster.
  private static let tokensPerSentence = 64
  /// With fewer hypotheses than this, products take much longer for each.
  private static let leastRowCount = 32

  /// Room in the batches of a text.
  ///
  /// - Parameters:
  ///   - size: The most sentences of a batch.
  ///   - sentenceCount: The sentences of the text.
  ///   - workerCount: The threads.
  ///   - memory: What a batch's tensors may take.
  init(size: Int, sentenceCount: Int, workerCount: Int, memory: BatchMemory) {
    self.size = size
    self.workerCount = workerCount
    self.memory = memory
    let share = (sentenceCount + workerCount - 1) / workerCount
    leastCount = max(1, min(Self.leastRowCount / memory.width, share))
  }

  /// Cuts sentences into batches, the longest first.
  ///
  /// No batch takes more than a worker's share of what is left, so that the last ones are small and
  /// no worker waits long for another.
  ///
  /// - Parameters:
  ///   - places: The sentences' places among all.
  ///   - lengths: The tokens of all sentences.
  /// - Returns: The places of each batch.
  func cut(_ places: [Int], lengths: [Int]) -> [[Int]] {
    let order = places.sorted { (lengths[$0], $0) > (lengths[$1], $1) }
    var rest = order.reduce(0) { $0 + lengths[$1] }
    var batches: [[Int]] = []
    var (tokenRoom, numberRoom, share) = (0, 0, 0)
    for place in order {
      let (length, numberCount) = (lengths[place], memory.numberCount(length: lengths[place]))
      let count = batches.last?.count ?? size
      let isFull = count == size || count >= leastCount && share < length
      if isFull || tokenRoom < length || numberRoom < numberCount {
        batches.append([])
        tokenRoom = size * Self.tokensPerSentence
        numberRoom = memory.limit
        share = (rest + workerCount - 1) / workerCount
      }
      batches[batches.count - 1].append(place)
      tokenRoom -= length
      numberRoom -= numberCount
      share -= length
      rest -= length
    }
    return batches
  }
}
