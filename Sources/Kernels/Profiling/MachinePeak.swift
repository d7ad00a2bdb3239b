import CKernels
import CKernels.Peak

/// What this machine can do at most, on some threads together.
package struct MachinePeak: Sendable, Equatable {
  /// Multiplications and additions of f32 numbers a second.
  package var f32: Double
  /// The same of bf16 operands; nil where the processor has no instruction for it.
  package var bf16: Double?
  /// The same of int8 operands.
  package var int8: Double?
  /// Bytes of main memory a second, the better of reading and copying.
  package var memory: Double

  package init(f32: Double, bf16: Double?, int8: Double? = nil, memory: Double) {
    self.f32 = f32
    self.bf16 = bf16
    self.int8 = int8
    self.memory = memory
  }

  /// The seconds below which no operation of a cost can stay on this machine, with its operands
  /// in memory.
  package func leastSeconds(_ cost: OperationCost, _ precision: Precision) -> Double {
    max(Double(cost.flops) / flops(precision), Double(cost.bytes) / memory)
  }

  /// Whether arithmetic is what keeps an operation from being faster, not memory.
  package func isBoundByArithmetic(_ cost: OperationCost, _ precision: Precision) -> Bool {
    Double(cost.flops) / flops(precision) > Double(cost.bytes) / memory
  }

  private func flops(_ precision: Precision) -> Double {
    switch precision {
    case .f32: f32
    case .bf16: bf16 ?? f32
    case .int8: int8 ?? f32
    }
  }
}

// MARK: - Measuring

extension MachinePeak {
  /// Measures for about a tenth of a second: the best of several rounds, all threads together.
  package static func measure(threadCount: Int) -> MachinePeak {
    let pool = WorkerPool(workerCount: threadCount) { _ in
      MemoryBlock(byteCount: (128 << 20) / threadCount)
    }
    defer { pool.close() }
    let bf16 = pool.bestOfEach { _ in rate { Double(apus_peak_bf16(rounds)) } }
    let int8 = pool.bestOfEach { _ in rate { Double(apus_peak_int8(rounds)) } }
    return MachinePeak(
      f32: pool.bestOfEach { _ in rate { Double(apus_peak_f32(rounds)) } },
      bf16: bf16 > 0 ? bf16 : nil,
      int8: int8 > 0 ? int8 : nil,
      memory: max(
        pool.bestTogether { block in rate(block.read) },
        pool.bestTogether { block in rate(block.copy) }))
  }

  /// Some milliseconds of arithmetic.
  private static let rounds = 1_000_000

  /// What `work` says it did, a second.
  private static func rate(_ work: () -> Double) -> Double {
    let start = ContinuousClock.now
    let amount = work()
    return amount / max((ContinuousClock.now - start) / .seconds(1), 1e-9)
  }
}

extension WorkerPool<MemoryBlock> {
  /// The sum of each thread's best round, for what threads do not share.
  fileprivate func bestOfEach(_ rate: @escaping @Sendable (MemoryBlock) -> Double) -> Double {
    var best = [Double](repeating: 0, count: workerCount)
    for _ in 0..<10 {
      let rates = map(workerCount) { block, _ in rate(block) }
      for index in best.indices { best[index] = max(best[index], rates[index]) }
    }
    return best.reduce(0, +)
  }

  /// The best round of all threads, for what they share.
  fileprivate func bestTogether(_ rate: @escaping @Sendable (MemoryBlock) -> Double) -> Double {
    (0..<5).map { _ in map(workerCount) { block, _ in rate(block) }.reduce(0, +) }.max() ?? 0
  }
}

/// A thread's share of memory, too large for the caches.
private struct MemoryBlock {
  private let storage: CPUStorage
  private let halfCount: Int

  init(byteCount: Int) {
    halfCount = byteCount / MemoryLayout<Float>.stride / 2
    storage = CPUStorage(count: 2 * halfCount)
    // Fresh pages are one page of zeros until they are written to.
    storage.base.update(repeating: 1, count: 2 * halfCount)
  }

  /// Reads everything; returns the bytes.
  func read() -> Double {
    _ = apus_peak_read(storage.base, 2 * halfCount)
    return Double(2 * halfCount * MemoryLayout<Float>.stride)
  }

  /// Copies one half to the other; returns the bytes read and written.
  func copy() -> Double {
    storage.base.update(from: storage.base + halfCount, count: halfCount)
    return Double(2 * halfCount * MemoryLayout<Float>.stride)
  }
}
