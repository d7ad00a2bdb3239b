import Kernels
import Testing
import Training

@Suite struct TrainingProfileTests {
  @Test func partsAddUpToAllThreadsHad() {
    let profile = Self.profile
    let operations = profile.operations.total().time
    #expect(profile.threadTime == .seconds(20))
    #expect(profile.betweenTime == .milliseconds(400))
    #expect(profile.waitingTime == .milliseconds(1600))
    #expect(profile.batchThreadTime == .seconds(1))
    let sum = operations + profile.betweenTime + profile.waitingTime + profile.batchThreadTime
    #expect(sum == profile.threadTime)
  }

  @Test func tableShowsWhatWasMeasured() {
    let expected = Self.table.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = Self.profile.description.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == expected.count)
    for (line, expected) in zip(lines, expected) { #expect(line == expected) }
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  /// 20 s of two threads: 17 s in operations, 0.4 s between them, 1.6 s waiting, 1 s for batches.
  private static let profile: TrainingProfile = {
    let shape = ProductShape(rowCount: 512, columnCount: 2048)
    var operations = OperationProfile()
    func add(_ call: ProfiledCall, _ count: Int, _ time: Duration, _ cost: OperationCost) {
      operations.add(OperationCounters(callCount: count, time: time, cost: cost), to: call)
    }
    let giga = 1_000_000_000
    // 8 s of a thread at 225 of its 250 GF/s.
    add(
      ProfiledCall(.product(.f32), .forward, shape: shape), 1200, .seconds(8),
      OperationCost(flops: 1800 * giga, bytes: 80 * giga))
    add(
      ProfiledCall(.weightGradient(.bf16), .backward, shape: shape), 600, .seconds(4),
      OperationCost(flops: 1600 * giga, bytes: 20 * giga))
    // 2 s of a thread at 20 of its 25 GB/s.
    add(
      ProfiledCall(.adam, .update), 75, .seconds(2),
      OperationCost(flops: 10 * giga, bytes: 40 * giga))
    add(
      ProfiledCall(.residualNorm, .backward), 1500, .seconds(3),
      OperationCost(flops: 20 * giga, bytes: 30 * giga))
    operations.taskTime = .milliseconds(17_400)
    return TrainingProfile(
      updateCount: 25, warmUpCount: 5, tokenCount: 27_310, threadCount: 2,
      batchTime: .milliseconds(500), workTime: .milliseconds(9500), operations: operations,
      peak: MachinePeak(f32: 500e9, bf16: 1000e9, memory: 50e9))
  }()

  private static let table = """
    profile of 25 updates (after 5 of warm-up), 2 threads, 10.00 s, 2,731 tok/s
    peak measured here: f32 500 GF/s, bf16 1,000 GF/s, memory 50 GB/s

    operation                        phase        calls  seconds  share    GF/s    GB/s    of peak
    matrix product f32               forward      1,200    8.000  40.0%   450.0    20.0   90% f32
    weight gradient bf16             backward       600    4.000  20.0%   800.0    10.0   80% bf16
    residual + dropout + layer norm  backward     1,500    3.000  15.0%    13.3    20.0   40% mem
    Adam                             update          75    2.000  10.0%    10.0    40.0   80% mem

    all of forward                                1,200    8.000  40.0%   450.0    20.0   90% f32
    all of backward                               2,100    7.000  35.0%   462.9    14.3   63% bf16
    all of update                                    75    2.000  10.0%    10.0    40.0   80% mem
    all matrix products                           1,800   12.000  60.0%   566.7    16.7   87% f32
    all other operations                          1,575    5.000  25.0%    12.0    28.0   56% mem
    all operations                                3,375   17.000  85.0%   403.5    20.0   78% f32

    between operations: tape, memory                       0.400   2.0%
    waiting for other workers                              1.600   8.0%
    making batches on one thread                           1.000   5.0%
    all outside of operations                              3.000  15.0%

    matrix products, in x out        phase        calls  seconds  share    GF/s    GB/s    of peak
    512 x 2048 product f32           forward      1,200    8.000  40.0%   450.0    20.0   90% f32
    512 x 2048 weight gradient bf16  backward       600    4.000  20.0%   800.0    10.0   80% bf16

    Seconds are summed over threads; GF/s and GB/s are of all threads together, by what an
    operation needs by definition. Of peak: the least time that arithmetic (f32, bf16) or memory
    (mem) allows, as a share of the time taken; above 100 % where operands stay in the caches.
    """
}
