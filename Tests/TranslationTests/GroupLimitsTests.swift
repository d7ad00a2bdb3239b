import Kernels
import Testing
import TransformerModel
import Translation

@Suite struct GroupLimitsTests {
  private func memory(
    _ preset: Preset, threadCount: Int = 1, beamSize: Int = 4, keyValueStorage: Precision = .f32
  ) -> BatchMemory {
    var options = TranslationOptions()
    options.threadCount = threadCount
    options.beamSize = beamSize
    return BatchMemory(
      [(preset.configuration(vocabularyCount: 8000), keyValueStorage)], options)
  }

  private func limits(
    _ memory: BatchMemory, size: Int = 64, sentenceCount: Int = 1000, workerCount: Int = 1
  ) -> GroupLimits {
    GroupLimits(
      size: size, sentenceCount: sentenceCount, workerCount: workerCount, memory: memory)
  }

  /// The groups that begin one after the other, as long as none ends.
  private func groups(_ limits: GroupLimits, lengths: [Int]) -> [Int] {
    var (rest, groups, counts) = (lengths[...], [GroupLimits.Group](), [Int]())
    while !rest.isEmpty {
      let running = lengths.count - rest.count
      let count = limits.count(
        rest, rest: rest.reduce(0, +),
        room: limits.room(beside: groups, runningCount: running))
      if count == 0 { break }
      let weight = rest.prefix(count).reduce(0) { $0 + limits.weight(length: $1) }
      groups.append(GroupLimits.Group(sentences: running..<running + count, weight: weight))
      counts.append(count)
      rest = rest.dropFirst(count)
    }
    return counts
  }

  @Test func fourGroupsFillAWorker() {
    let lengths = [Int](repeating: 5, count: 200)
    #expect(groups(limits(memory(.tiny)), lengths: lengths) == [16, 16, 16, 16])
    #expect(groups(limits(memory(.tiny), size: 7), lengths: lengths) == [2, 2, 2])
    #expect(groups(limits(memory(.tiny), size: 1), lengths: lengths) == [1])
  }

  @Test func aGroupBeginsWhenAQuarterIsFree() {
    let limits = limits(memory(.tiny))
    let lengths = [Int](repeating: 5, count: 200)
    let one = [GroupLimits.Group(sentences: 0..<64, weight: 1)]
    for (running, wanted) in [(64, 0), (49, 0), (48, 16), (1, 16)] {
      let room = limits.room(beside: one, runningCount: running)
      #expect(limits.count(lengths, rest: 1000, room: room) == wanted, "\(running) running")
    }
    let six = (0..<6).map { GroupLimits.Group(sentences: $0..<$0 + 1, weight: 1) }
    #expect(
      limits.count(lengths, rest: 1000, room: limits.room(beside: six, runningCount: 6)) == 0)
  }

  /// The last groups are small, but have 32 hypotheses.
  @Test(arguments: [
    (5, 2, [3, 2]), (1, 4, [1]), (30, 2, [15, 8, 7]), (60, 4, [15, 11, 8, 8, 8]),
    (100, 1, [16, 16, 16, 16]),
  ])
  func noGroupTakesMoreThanAWorkersShare(count: Int, workerCount: Int, wanted: [Int]) {
    let limits = limits(memory(.tiny), sentenceCount: count, workerCount: workerCount)
    #expect(groups(limits, lengths: [Int](repeating: 5, count: count)) == wanted)
  }

  /// Long sentences as well as many fill a group.
  @Test func groupsHaveAsManyTokensAsProductsAreFastWith() {
    let lengths = [Int](repeating: 200, count: 40)
    #expect(groups(limits(memory(.tiny)), lengths: lengths) == [2, 2, 2, 2, 2, 2])
  }

  @Test(arguments: [1, 2, 8]) func groupsTakeNoMoreThanTheirMemory(threadCount: Int) {
    let memory = memory(.big, threadCount: threadCount)
    let found = groups(limits(memory), lengths: [Int](repeating: 40, count: 500))
    #expect(found.count >= 4 && found[0] < 16)
    let weight = memory.numberCount(length: 40)
    #expect(found[0] * weight <= memory.limit / 4)
    #expect(found.reduce(0, +) * weight <= memory.limit)
  }

  @Test func aSentenceThatNeedsMoreIsAlone() {
    let memory = memory(.base)
    #expect(memory.numberCount(length: 5000) > memory.limit)
    let limits = limits(memory)
    #expect(groups(limits, lengths: [5000, 5000, 5]) == [1])
    let beside = limits.room(
      beside: [GroupLimits.Group(sentences: 0..<1, weight: 1)], runningCount: 1)
    #expect(limits.count([5000], rest: 5000, room: beside) == 0)
  }

  @Test func keysAndValuesInBF16LeaveRoomForMoreSentences() {
    let lengths = [Int](repeating: 25, count: 64)
    let (floats, halves) = (memory(.base), memory(.base, keyValueStorage: .bf16))
    #expect(groups(limits(floats), lengths: lengths) == [11, 11, 11, 11])
    #expect(groups(limits(halves), lengths: lengths) == [16, 16, 16, 16])
  }

  @Test func moreThreadsHaveLessEach() {
    #expect(memory(.base, threadCount: 2).limit < memory(.base).limit)
    #expect(memory(.base, threadCount: 64).limit == memory(.base, threadCount: 8).limit)
  }
}
