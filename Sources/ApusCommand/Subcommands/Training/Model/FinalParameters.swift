import Autodiff
import Interchange
import Kernels
import Training
import Translation

/// The parameters that become the model: of several candidates those with the highest BLEU on the
/// validation text.
///
/// They are packed in f32, as those of a model that is read from its folder.
struct FinalParameters {
  let parameters: ParameterStore
  /// What was compared, a sentence for each candidate.
  let remarks: [String]

  /// What a model can be made of.
  struct Candidate {
    /// In words: `the mean of the last 5 checkpoints`.
    let name: String
    /// The files to average; none stands for what the trainer holds.
    let checkpoints: [String]
  }

  /// Compares the candidates; without a validation text the first is taken.
  ///
  /// - Parameters:
  ///   - trainer: Has ended its run.
  ///   - averages: Candidates besides what the trainer holds.
  /// - Throws: An error of a checkpoint that cannot be read.
  init(of trainer: Trainer, or averages: [Candidate]) throws {
    let held = Candidate(name: trainer.evaluatedName, checkpoints: [])
    var best = try Measured(held, by: trainer)
    var remarks = [best.remark]
    for candidate in averages where best.result != nil {
      let measured = try Measured(candidate, by: trainer)
      remarks.append(measured.remark)
      if measured.isBetter(than: best) { best = measured }
    }
    parameters = best.parameters
    self.remarks =
      remarks.count > 1 ? ["The model is \(best.candidate.name)."] + remarks.compactMap(\.self) : []
  }
}

/// A candidate and how well it does.
private struct Measured {
  let candidate: FinalParameters.Candidate
  let parameters: ParameterStore
  let result: ValidationResult?

  init(_ candidate: FinalParameters.Candidate, by trainer: Trainer) throws {
    self.candidate = candidate
    let backend = CPUBackend()
    if candidate.checkpoints.isEmpty {
      parameters = ParameterStore(
        sharing: trainer.evaluated, purpose: .inference, precision: .f32, backend: backend)
    } else {
      parameters = ParameterStore(
        layout: trainer.parameters.layout, purpose: .inference, backend: backend)
      try CheckpointAverage.read(candidate.checkpoints, into: parameters, backend: backend)
    }
    result = trainer.validate(parameters)
  }

  /// By BLEU, and by the loss where that is equal.
  func isBetter(than other: Measured) -> Bool {
    guard let result, let otherResult = other.result else { return false }
    let (bleu, otherBLEU) = (result.bleu ?? 0, otherResult.bleu ?? 0)
    return bleu == otherBLEU ? result.loss < otherResult.loss : bleu > otherBLEU
  }

  var remark: String? {
    result.map {
      "Validation of \(candidate.name): loss \($0.loss.fixed(4)), greedy BLEU "
        + "\(($0.bleu ?? 0).fixed(2))."
    }
  }
}
