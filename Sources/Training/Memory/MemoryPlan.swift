package import TransformerModel

/// What a run takes of main memory, known before it starts.
package struct MemoryPlan: Sendable, Equatable {
  /// The limit of a micro-batch that the plan holds for.
  package let microBatchTokens: Int
  /// The tokens of the largest micro-batch: no more than the limit, and fewer under BPE-dropout.
  package let largestMicroBatch: Int
  package let fixed: FixedParts
  /// Tensors and scratch of a worker that computes gradients, in bytes.
  package let activations: Int
  /// What every worker does before the first update.
  package let rehearsal: Rehearsal

  /// The largest micro-batch of all epochs, and its room.
  package struct Rehearsal: Sendable, Equatable {
    let shape: MicroBatchShape
    /// Numbers of the arena of a worker that computes gradients.
    package let arenaCount: Int

    /// A micro-batch that takes as much memory as any.
    package var batch: TeacherForcedBatch { shape.batch }
  }

  /// The predicted peak, in bytes.
  package var total: Int {
    fixed.program + fixed.text + fixed.parameters + fixed.gradients + fixed.validation
      + fixed.workerCount * activations
  }
}

extension MemoryPlan: CustomStringConvertible {
  /// `1.9 GB (parameters 0.8 GB, …)`.
  package var description: String { "\(total.inBytes) (\(parts))" }

  /// What takes how much.
  package var parts: String {
    var parts = [
      "parameters \(fixed.parameters.inBytes)", "gradients \(fixed.gradients.inBytes)",
      "\(fixed.workerCount) x activations \(activations.inBytes)", "text \(fixed.text.inBytes)",
      "program \(fixed.program.inBytes)",
    ]
    if fixed.validation > 0 { parts.insert("validation \(fixed.validation.inBytes)", at: 3) }
    return parts.joined(separator: ", ")
  }
}

extension Int {
  /// A number of bytes for people: `12 MB`, `1.9 GB`.
  package var inBytes: String {
    guard self >= 999_500_000 else { return "\((self + 500_000) / 1_000_000) MB" }
    let tenths = (self + 50_000_000) / 100_000_000
    return "\(tenths / 10).\(tenths % 10) GB"
  }
}
