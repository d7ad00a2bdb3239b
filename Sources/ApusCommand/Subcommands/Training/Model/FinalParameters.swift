import Autodiff
import Interchange
import Kernels
import Training
import Translation

/// The parameters that become the model: of several candidates those with the highest BLEU on the
/// validation text, translated as users will translate.
///
/// They are packed in f32, as those of a model that is read from its folder.
struct FinalParameters {
  let parameters: ParameterStore
  /// What was compared, a sentence for each candidate, and how well the model does.
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
  ///   - score: Measures parameters on the validation text; nil where there is none.
  /// - Throws: An error of a checkpoint that cannot be read.
  init(
    of trainer: Trainer, or averages: [Candidate],
    score: (ParameterStore) -> ValidationScore?
  ) throws {
    let held = Candidate(name: trainer.evaluatedName, checkpoints: [])
    var best = try Measured(held, by: trainer, score)
    var remarks = [best.remark]
    for candidate in averages where best.score != nil {
      let measured = try Measured(candidate, by: trainer, score)
      remarks.append(measured.remark)
      if measured.isBetter(than: best) { best = measured }
    }
    parameters = best.parameters
    let comparison = ["The model is \(best.candidate.name)."] + remarks.compactMap(\.self)
    self.remarks =
      (remarks.count > 1 ? comparison : []) + (best.score.map { [$0.description] } ?? [])
  }
}

/// A candidate and how well it does.
private struct Measured {
  let candidate: FinalParameters.Candidate
  let parameters: ParameterStore
  let score: ValidationScore?
  private let loss: Double?

  init(
    _ candidate: FinalParameters.Candidate, by trainer: Trainer,
    _ score: (ParameterStore) -> ValidationScore?
  ) throws {
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
    loss = trainer.validationLoss(of: parameters)
    self.score = score(parameters)
  }

  /// By BLEU, and by the loss where that is equal.
  func isBetter(than other: Measured) -> Bool {
    guard let score, let loss, let otherScore = other.score, let otherLoss = other.loss else {
      return false
    }
    return score.value == otherScore.value ? loss < otherLoss : score.value > otherScore.value
  }

  var remark: String? {
    guard let score, let loss else { return nil }
    return "Validation of \(candidate.name): loss \(loss.fixed(4)), "
      + "BLEU \(score.value.fixed(2)) with a beam of \(score.beamSize)."
  }
}
