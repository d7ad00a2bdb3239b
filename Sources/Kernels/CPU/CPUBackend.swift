import CKernels

/// Computes on one core of the CPU, with the widest vectors that it has; products on several while
/// its team is at work.
///
/// Files named `CPUBackend+…` hold one group of operations each.
package final class CPUBackend: ComputeBackend {
  /// Grows to the largest need of any operation so far and is then reused.
  private var scratch = CPUStorage(count: 0)
  private var scratchCount = 0

  let team: ProductTeam?

  package init(team: ProductTeam? = nil) { self.team = team }

  package var name: String {
    switch apus_instruction_set() {
    case 4: "CPU, AVX-512 with VNNI and bf16"
    case 3: "CPU, AVX-512 with VNNI"
    case 2: "CPU, AVX-512"
    case 1: "CPU, AVX2"
    default: "CPU, portable kernels"
    }
  }

  /// Of training: bf16 where the processor multiplies it, else f32.
  package static var fastestPrecision: Precision { apus_instruction_set() >= 4 ? .bf16 : .f32 }

  /// Scratch memory for one operation; its contents do not outlive the operation.
  func scratch(_ count: Int) -> UnsafeMutablePointer<Float> {
    if count > scratchCount {
      scratch = CPUStorage(count: 0)  // The old memory goes before the new one comes.
      scratch = CPUStorage(count: count)
      scratchCount = count
    }
    return scratch.base
  }

  package func allocate(_ count: Int) -> FloatBuffer {
    FloatBuffer(storage: CPUStorage(count: count), offset: 0, count: count)
  }

  package func allocateRoom(_ count: Int) -> FloatBuffer {
    FloatBuffer(storage: CPUStorage(count: count, isRoom: true), offset: 0, count: count)
  }

  package func clear(_ buffer: FloatBuffer) {
    buffer.pointer.update(repeating: 0, count: buffer.count)
  }

  package func write(_ values: Span<Float>, to buffer: FloatBuffer) {
    precondition(
      values.count == buffer.count, "\(values.count) numbers into a buffer of \(buffer.count)")
    values.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      buffer.pointer.update(from: base, count: buffer.count)
    }
  }

  package func withNumbers<Result>(
    of buffer: FloatBuffer, _ body: (Span<Float>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeBufferPointer(start: buffer.pointer, count: buffer.count).span)
  }

  package func copy(_ source: Matrix, to destination: Matrix) {
    precondition(
      source.rowCount == destination.rowCount && source.columnCount == destination.columnCount,
      "a [\(source.rowCount), \(source.columnCount)] matrix copied onto "
        + "[\(destination.rowCount), \(destination.columnCount)]")
    for row in 0..<source.rowCount {
      (destination.pointer + row * destination.rowStride).update(
        from: source.pointer + row * source.rowStride, count: source.columnCount)
    }
  }

  package func roundToBFloat16(_ matrix: Matrix) {
    apus_round_to_bf16(
      matrix.pointer, matrix.rowStride, matrix.rowCount, matrix.columnCount)
  }
}
