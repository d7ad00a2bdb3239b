import Autodiff
import Kernels
import Training

/// The parameters that become the model: the last ones, or the mean of the last checkpoints where
/// it is better.
///
/// They are packed in f32, as those of a model that is read from its folder.
struct FinalParameters {
  let parameters: ParameterStore
  /// What was compared, in a sentence.
  let remarks: [String]

  /// Compares the two on the validation text; without one the last parameters are taken.
  ///
  /// - Parameters:
  ///   - trainer: Has ended its run.
  ///   - checkpoints: The files to average; there is nothing to compare with fewer than two.
  /// - Throws: An error of a checkpoint that cannot be read.
  init(of trainer: Trainer, checkpoints: [String]) throws {
    let backend = CPUBackend()
    let last = ParameterStore(
      sharing: trainer.parameters, purpose: .inference, precision: .f32, backend: backend)
    guard checkpoints.count > 1, let lastLoss = trainer.validationLoss(of: last) else {
      parameters = last
      remarks = []
      return
    }
    let mean = ParameterStore(layout: last.layout, purpose: .inference, backend: backend)
    try CheckpointAverage.read(checkpoints, into: mean, backend: backend)
    let meanLoss = trainer.validationLoss(of: mean) ?? .infinity
    parameters = meanLoss < lastLoss ? mean : last
    let count = checkpoints.count
    remarks = [
      meanLoss < lastLoss
        ? "The model is the mean of the last \(count) checkpoints: validation loss "
          + "\(meanLoss.fixed(4)), that of the last one alone is \(lastLoss.fixed(4))."
        : "The model is the last checkpoint: validation loss \(lastLoss.fixed(4)), that of the "
          + "mean of the last \(count) is \(meanLoss.fixed(4))."
    ]
  }
}
