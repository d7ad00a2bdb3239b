import Autodiff
import Kernels
import Tokenization
import TransformerModel

/// Validates a run again and again, and draws the conclusions.
final class ValidationRounds {
  private let validation: Validation
  private let limits: TrainingLimits
  private let report: (TrainingEvent) -> Void

  /// Validates on the setup's text; nil where there is none.
  init?(
    _ setup: TrainingSetup, limits: TrainingLimits, updates: UpdateComputation,
    report: @escaping (TrainingEvent) -> Void
  ) {
    guard let text = setup.validation else { return nil }
    validation = Validation(
      text, model: updates.model, tokenizer: setup.tokenizer, threadCount: limits.threadCount)
    self.limits = limits
    self.report = report
  }

  func isDue(at state: TrainingState) -> Bool { state.update % limits.validateEvery == 0 }

  /// Measures the model as it is now: the moving average where one is kept.
  func measure(_ updates: UpdateComputation) -> ValidationResult {
    updates.optimizer.average?.pack(with: CPUBackend())
    return validation.measure(updates.evaluated, pool: updates.gradients.pool)
  }

  /// The loss of other parameters, packed already.
  func loss(of parameters: ParameterStore, _ updates: UpdateComputation) -> Double {
    validation.loss(parameters, pool: updates.gradients.pool)
  }

  /// Takes a result in.
  ///
  /// - Parameters:
  ///   - result: What was measured.
  ///   - isWarm: Whether the warm-up is over; during it every model ignores its source.
  ///   - state: Of the run, after the update that was measured.
  /// - Returns: Whether the model is to be kept as one of the best.
  func note(_ result: ValidationResult, isWarm: Bool, in state: inout TrainingState) -> Bool {
    state.validations.append(
      ValidationHistory.Record(update: state.update, loss: result.loss, bleu: result.bleu))
    let best = state.validations.best(by: limits.bestMetric)
    report(
      .validated(
        result, update: state.update, epoch: state.epoch, isBest: best.first == state.update))
    if isWarm { watchSource(result, in: &state) }
    return best.prefix(limits.keptBestCount).contains(state.update)
  }

  /// Tells when a model begins to ignore its source.
  private func watchSource(_ result: ValidationResult, in state: inout TrainingState) {
    guard let shuffledLoss = result.shuffledLoss else { return }
    let isIgnored = SourceWatch.isIgnored(loss: result.loss, shuffledLoss: shuffledLoss)
    if isIgnored && !state.ignoresSource {
      report(.ignoresSource(update: state.update, loss: result.loss, shuffledLoss: shuffledLoss))
    }
    state.ignoresSource = isIgnored
  }
}
