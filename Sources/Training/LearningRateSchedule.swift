/// The paper's learning rate (§5.3, equation 3).
///
/// It is factor · d_model^-0.5 · min(step^-0.5, step · warmup^-1.5).
package struct LearningRateSchedule: Sendable, Equatable, Codable {
  package var modelDimension: Int
  /// The number of updates over which the rate rises.
  package var warmupSteps: Int
  /// 1 in the paper.
  package var factor: Double

  package init(modelDimension: Int, warmupSteps: Int, factor: Double) {
    precondition(warmupSteps > 0, "a warm-up of \(warmupSteps) steps")
    self.modelDimension = modelDimension
    self.warmupSteps = warmupSteps
    self.factor = factor
  }

  /// The rate of an update, counted from 1.
  package func rate(step: Int) -> Double {
    let step = Double(step)
    let warmup = Double(warmupSteps)
    return factor / Double(modelDimension).squareRoot()
      * min(1 / step.squareRoot(), step / (warmup * warmup.squareRoot()))
  }
}
