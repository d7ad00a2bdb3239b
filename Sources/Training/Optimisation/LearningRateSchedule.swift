/// The learning rate of each update: it rises to a peak during the warm-up and falls from there.
///
/// `paper` gives the schedule of §5.3. Marian's `--lr-warmup W --lr-decay-inv-sqrt N` is
/// `decayStart` N, and fairseq's `inverse_sqrt` is the default with `initialRate` for its
/// `--warmup-init-lr`.
package struct LearningRateSchedule: Sendable, Equatable, Codable {
  /// How the rate falls after the peak.
  package enum Decay: String, Sendable, Codable, CaseIterable {
    /// With 1/√progress.
    case inverseSquareRoot = "inverse-sqrt"
    /// To zero along a straight line.
    case linear
    /// To zero along half a cosine.
    case cosine
    /// Not at all.
    case constant
  }

  package var decay = Decay.inverseSquareRoot
  /// The rate at the end of the warm-up.
  package var peak: Double
  package var warmup: TrainingSpan
  /// The rate that the warm-up begins with.
  package var initialRate = 0.0
  /// Progress from which the rate falls, in the unit of the warm-up; nil is its end.
  ///
  /// Before it the peak holds.
  package var decayStart: Double?
  /// Progress at which it reaches zero, in the unit of the warm-up; `linear` and `cosine` need it.
  package var decayEnd: Double?

  /// Rises to `peak`, and falls from there with the inverse square root.
  package init(peak: Double, warmup: TrainingSpan) {
    precondition(warmup.amount > 0, "a warm-up of \(warmup.amount) \(warmup.unit)")
    self.peak = peak
    self.warmup = warmup
  }

  /// The paper's (equation 3): factor · d_model^-0.5 · min(step^-0.5, step · warmup^-1.5).
  package static func paper(modelDimension: Int, warmupSteps: Int, factor: Double = 1) -> Self {
    let peak = factor / (Double(modelDimension) * Double(warmupSteps)).squareRoot()
    return Self(peak: peak, warmup: TrainingSpan(Double(warmupSteps)))
  }

  /// The rate of the update that ends at a position.
  package func rate(at position: TrainingPosition) -> Double {
    let progress = position.amount(in: warmup.unit)
    if progress < warmup.amount {
      return initialRate + (peak - initialRate) * progress / warmup.amount
    }
    let start = decayStart ?? warmup.amount
    return progress <= start ? peak : peak * remaining(at: progress, since: start)
  }

  /// Whether the warm-up is over.
  func isWarm(at position: TrainingPosition) -> Bool {
    position.amount(in: warmup.unit) >= warmup.amount
  }

  /// The share of the peak that is left behind the start of the decay.
  private func remaining(at progress: Double, since start: Double) -> Double {
    let done = decayEnd.map { min((progress - start) / ($0 - start), 1) } ?? 0
    return switch decay {
    case .inverseSquareRoot: (start / progress).squareRoot()
    case .linear: 1 - done
    case .cosine: (1 + cosine(.pi * done)) / 2
    case .constant: 1
    }
  }
}
