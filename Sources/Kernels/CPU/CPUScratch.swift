import CKernels

/// How many numbers of memory the operations of the CPU need besides their operands.
enum CPUScratch {
  /// A packed right-hand side of products.
  static func packedMatrix(rowCount: Int, columnCount: Int, storage: Precision) -> Int {
    switch storage {
    case .f32: apus_packed_count(rowCount, columnCount)
    case .bf16: apus_packed_bf16_count(rowCount, columnCount)
    case .int8: apus_packed_int8_count(rowCount, columnCount)
    }
  }

  /// A product with a packed right-hand side.
  static func product(_ a: Matrix, _ b: PackedMatrix) -> Int {
    switch b.precision {
    case .f32:
      b.storage == .f32 ? 0 : apus_matmul_widened_scratch(a.rowCount, b.rowCount, b.columnCount)
    case .bf16: apus_matmul_bf16_scratch(a.rowCount, b.rowCount, b.columnCount)
    case .int8: apus_matmul_int8_scratch(a.rowCount, b.rowCount, b.columnCount)
    }
  }

  /// A product of a transpose.
  static func transposedProduct(_ a: Matrix, _ b: Matrix, precision: Precision) -> Int {
    let (m, k, n) = (a.rowCount, a.columnCount, b.columnCount)
    switch precision {
    case .f32: return apus_matmul_transposed_scratch(m, k, n)
    case .bf16: return apus_matmul_transposed_bf16_scratch(m, k, n)
    case .int8: preconditionFailure("a gradient was to be computed in int8")
    }
  }

  /// Attention, forward or backward.
  static func attention(_ geometry: AttentionGeometry) -> Int {
    geometry.withKernelArgument { apus_attention_scratch($0) }
  }

  /// A decoding step's attention to a cache.
  static func cachedAttention(_ rows: CachedRows, headDimension: Int) -> Int {
    let longest = zip(rows.starts, rows.starts.dropFirst()).map { $1 - $0 }.max() ?? 0
    return apus_attention_step_scratch(Int(longest), headDimension)
  }

  /// A decoding step's attention to memories.
  static func memoryAttention(_ step: MemoryAttention) -> Int {
    step.queries.offsets.withUnsafeBufferPointer { queries in
      step.memory.extents.offsets.withUnsafeBufferPointer { keys in
        var sizes = apus_memory_step()
        sizes.q_offsets = queries.baseAddress
        sizes.k_offsets = keys.baseAddress
        sizes.sequences = step.memory.extents.count
        sizes.head_dimension = step.memory.headDimension
        return apus_attention_memory_scratch(&sizes)
      }
    }
  }

  /// The choice among rows of logits.
  static func choice(columnCount: Int) -> Int { apus_likeliest_scratch(columnCount) }
}
