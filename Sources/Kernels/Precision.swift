/// The element type of the operands of matrix products; their sums are f32, or exact integers.
package enum Precision: String, Sendable, Codable, CaseIterable {
  case f32
  /// Eight bits of exponent and eight of significand: half the memory, and twice the speed where
  /// the processor multiplies it.
  case bf16
  /// Whole numbers in -127 ... 127 with a scale for each column of the right-hand side and each row
  /// of the left-hand side: a quarter of the memory. For inference only.
  case int8

  /// Those that gradients are computed with.
  package static let ofTraining: [Precision] = [.f32, .bf16]
}
