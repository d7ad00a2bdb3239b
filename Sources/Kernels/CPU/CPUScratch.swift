import CKernels

/// How many numbers of memory the operations of the CPU need besides their operands.
enum CPUScratch {
  /// A packed right-hand side of products.
  static func packedMatrix(rowCount: Int, columnCount: Int, precision: Precision) -> Int {
    switch precision {
    case .f32: apus_packed_count(rowCount, columnCount)
    case .bf16: apus_packed_bf16_count(rowCount, columnCount)
    }
  }

  /// A product with a packed right-hand side.
  static func product(_ a: Matrix, _ b: PackedMatrix) -> Int {
    switch b.precision {
    case .f32: 0
    case .bf16: apus_matmul_bf16_scratch(a.rowCount, b.rowCount, b.columnCount)
    }
  }

  /// A product of a transpose.
  static func transposedProduct(_ a: Matrix, _ b: Matrix, precision: Precision) -> Int {
    let (m, k, n) = (a.rowCount, a.columnCount, b.columnCount)
    return switch precision {
    case .f32: apus_matmul_transposed_scratch(m, k, n)
    case .bf16: apus_matmul_transposed_bf16_scratch(m, k, n)
    }
  }

  /// Attention, forward or backward.
  static func attention(_ geometry: AttentionGeometry) -> Int {
    geometry.withKernelArgument { apus_attention_scratch($0) }
  }

  /// A decoding step's attention.
  static func cachedAttention(_ rows: CachedRows, headCount: Int) -> Int {
    let longest = zip(rows.starts, rows.starts.dropFirst()).map { $1 - $0 }.max() ?? 0
    return headCount * (Int(longest) + 16)
  }
}
