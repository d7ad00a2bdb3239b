import Kernels
import Testing

@Suite struct ProfilingBackendTests {
  private let backend = ProfilingBackend(CPUBackend())

  @Test func callsOfAPhaseAreCountedTogether() throws {
    let buffer = backend.allocate(4)
    backend.enter(.forward)
    backend.clear(buffer)
    backend.clear(buffer)
    backend.enter(.update)
    backend.clear(buffer)
    backend.leave()
    let counters = backend.profile.counters
    #expect(counters.count == 2)
    let forward = try #require(counters[ProfiledCall(.clearing, .forward)])
    #expect(forward.callCount == 2 && forward.cost.bytes == 32 && forward.time > .zero)
    #expect(counters[ProfiledCall(.clearing, .update)]?.callCount == 1)
    #expect(backend.profile.total().callCount == 3)
    #expect(backend.profile.taskTime >= backend.profile.total().time)
  }

  @Test func outsideOfTasksNothingIsNoted() {
    let buffer = backend.allocate(4)
    backend.clear(buffer)
    backend.enter(.forward)
    backend.leave()
    backend.clear(buffer)
    #expect(backend.profile.counters.isEmpty)
  }

  /// The output layer's gradient is computed with the loss, while the phase is still forward.
  @Test func productsOfTheLossGradientAreBackward() {
    let (logits, hidden) = (matrix(2, 5), matrix(2, 3))
    let weight = backend.makePacked(rowCount: 5, columnCount: 3, precision: .f32)
    func run(gradientScale: Float) -> Set<ProfiledPhase> {
      backend.clearProfile()
      backend.enter(.forward)
      _ = backend.crossEntropy(
        logits: logits, targets: [0, 1], smoothing: 0, gradientScale: gradientScale)
      backend.multiply(logits, weight, epilogue: .store, into: hidden)
      backend.addTransposedProduct(logits, hidden, to: matrix(5, 3), precision: .f32)
      backend.leave()
      return Set(backend.profile.counters.keys.filter(\.operation.isProduct).map(\.phase))
    }
    #expect(run(gradientScale: 1) == [.backward])
    #expect(run(gradientScale: 0) == [.forward])
  }

  @Test func profilesOfWorkersAddUp() {
    let call = ProfiledCall(.adam, .update)
    let other = ProfiledCall(
      .product(.f32), .forward, shape: ProductShape(rowCount: 1, columnCount: 2))
    var first = OperationProfile()
    first.add(counters(3), to: call)
    first.taskTime = .seconds(5)
    var second = OperationProfile()
    second.add(counters(4), to: call)
    second.add(counters(8), to: other)
    second.taskTime = .seconds(6)
    first += second
    #expect(first.counters == [call: counters(7), other: counters(8)])
    #expect(first.taskTime == .seconds(11))
    #expect(first.total { $0.operation.isProduct } == counters(8))
  }

  @Test func measuredPeakIsThatOfAProcessor() {
    let peak = MachinePeak.measure(threadCount: 2)
    #expect(peak.f32 > 1e8 && peak.f32 < 1e14)
    #expect(peak.bf16.map { $0 > 1e8 && $0 < 1e14 } ?? true)
    #expect(peak.memory > 1e7 && peak.memory < 1e14)
  }

  @Test func boundIsWhatTakesLonger() {
    let peak = MachinePeak(f32: 100, bf16: 200, memory: 10)
    let cost = OperationCost(flops: 1000, bytes: 80)
    #expect(peak.leastSeconds(cost, .f32) == 10)
    #expect(peak.isBoundByArithmetic(cost, .f32))
    #expect(peak.leastSeconds(cost, .bf16) == 8)
    #expect(!peak.isBoundByArithmetic(cost, .bf16))
  }

  private func counters(_ number: Int) -> OperationCounters {
    OperationCounters(
      callCount: number, time: .seconds(number),
      cost: OperationCost(flops: 10 * number, bytes: 100 * number))
  }

  private func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    Matrix(
      backend.allocate(rowCount * columnCount), rowCount: rowCount, columnCount: columnCount)
  }
}
