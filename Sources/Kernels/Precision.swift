/// The element type of the operands of matrix products; their sums are f32 in each.
package enum Precision: String, Sendable, Codable, CaseIterable {
  case f32
  /// Eight bits of exponent and eight of significand: half the memory, and twice the speed where
  /// the processor multiplies it.
  case bf16
}
