import CKernels
import CKernels.Twins
import Testing

/// A set of kernels to test: one for each instruction set of this machine, and the public
/// functions.
struct CTwin: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let level: Int32

  var kernels: apus_kernels {
    level == CTwin.publicLevel ? CTwin.publicKernels : apus_kernels_of(level).pointee
  }

  private static let publicLevel: Int32 = -1

  static let portable = CTwin(testDescription: "portable", level: 0)
  static let avx2 = CTwin(testDescription: "AVX2", level: 1)
  static let avx512 = CTwin(testDescription: "AVX-512", level: 2)
  static let avx512VNNI = CTwin(testDescription: "AVX-512 with VNNI", level: 3)
  static let avx512BF16 = CTwin(testDescription: "AVX-512 with bf16", level: 4)

  /// The instruction sets of this machine, the best one last.
  static let ofThisMachine =
    [portable, avx2, avx512, avx512VNNI, avx512BF16].filter { apus_kernels_of($0.level) != nil }

  static let all =
    ofThisMachine + [CTwin(testDescription: "public functions", level: publicLevel)]

  /// Those with a fused multiply-add: their bits are equal.
  static let fused = ofThisMachine.filter { $0.level > 0 }

  static var bestLevel: Int32 { Int32(ofThisMachine.count) - 1 }

  private static var publicKernels: apus_kernels {
    apus_kernels(
      pack: apus_pack, matmul: apus_matmul, matmul_transposed: apus_matmul_transposed,
      pack_bf16: apus_pack_bf16, pack_stored_bf16: apus_pack_stored_bf16,
      matmul_bf16: apus_matmul_bf16, matmul_widened: apus_matmul_widened,
      matmul_transposed_bf16: apus_matmul_transposed_bf16,
      pack_int8: apus_pack_int8, pack_quantized: apus_pack_quantized, quantize: apus_quantize,
      matmul_int8: apus_matmul_int8, select_columns: apus_select_columns,
      add_column_sums: apus_add_column_sums, add: apus_add,
      scale: apus_scale, round_to_bf16: apus_round_to_bf16,
      relu_backward: apus_relu_backward, sum_of_squares: apus_sum_of_squares,
      all_finite: apus_all_finite, dropout_apply: apus_dropout_apply,
      residual_norm: apus_residual_norm, residual_norm_backward: apus_residual_norm_backward,
      embed: apus_embed, embed_backward: apus_embed_backward, embed_packed: apus_embed_packed,
      embed_packed_bf16: apus_embed_packed_bf16, embed_packed_int8: apus_embed_packed_int8,
      attention: apus_attention,
      attention_backward: apus_attention_backward,
      attention_probabilities: apus_attention_probabilities,
      cache_keys: apus_cache_keys, cache_values: apus_cache_values,
      attention_step: apus_attention_step,
      lay_out_keys: apus_lay_out_keys, lay_out_values: apus_lay_out_values,
      attention_memory: apus_attention_memory,
      cross_entropy: apus_cross_entropy,
      log_softmax: apus_log_softmax, likeliest: apus_likeliest, reduce_lanes: apus_reduce_lanes,
      adam_update: apus_adam_update,
      exponential: apus_kernels_of(0).pointee.exponential)
  }
}

/// Repeatable numbers for inputs (Numerical Recipes' linear congruential generator).
struct CNumbers {
  private var state: UInt32

  init(seed: Int = 1) {
    state = UInt32(truncatingIfNeeded: seed &* 2_654_435_761)
    for _ in 0..<3 { _ = next() }
  }

  /// A number in -1 ..< 1 with 24 random bits.
  mutating func next() -> Float {
    state = state &* 1_664_525 &+ 1_013_904_223
    return Float(state >> 8) / Float(1 << 23) - 1
  }

  static func array(_ count: Int, seed: Int = 1) -> [Float] {
    var numbers = CNumbers(seed: seed)
    return (0..<count).map { _ in numbers.next() }
  }
}

/// Expects equal counts, then every element within `tolerance` of the wanted one, relative to
/// the larger of 1 and the wanted magnitude.
func expectClose(
  _ actual: [Float], _ wanted: [Double], tolerance: Double = 1e-5, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == wanted.count, comment, sourceLocation: sourceLocation)
  let wrong = zip(actual, wanted).enumerated().first { _, pair in
    // Equal infinities have no difference.
    let (actual, wanted) = (Double(pair.0), pair.1)
    return !(actual == wanted || abs(actual - wanted) <= tolerance * max(1, abs(wanted)))
  }
  #expect(
    wrong == nil, "element \(wrong?.offset ?? 0) beyond \(tolerance); \(comment?.rawValue ?? "")",
    sourceLocation: sourceLocation)
}

/// Expects the same bits.
func expectSameBits(
  _ actual: [Float], _ wanted: [Float], _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == wanted.count, comment, sourceLocation: sourceLocation)
  let wrong = zip(actual, wanted).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }
  #expect(
    wrong == nil, "element \(wrong?.offset ?? 0); \(comment?.rawValue ?? "")",
    sourceLocation: sourceLocation)
}

/// The gradient of `value` at `x` by central differences.
func centralDifferences(at x: [Float], step: Double = 1e-4, of value: ([Double]) -> Double)
  -> [Double]
{
  var point = x.map(Double.init)
  return point.indices.map { index in
    let middle = point[index]
    point[index] = middle + step
    let above = value(point)
    point[index] = middle - step
    let below = value(point)
    point[index] = middle
    return (above - below) / (2 * step)
  }
}

extension apus_dropout {
  static let none = apus_dropout(key: 0, threshold: 0, scale: 1)
  static let tenth = apus_dropout(
    key: 0x1234_5678_9abc_def0, threshold: 429_496_730, scale: 1 / 0.9)
}
