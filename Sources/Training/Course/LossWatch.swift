/// Notices from the loss of the updates that training has diverged.
///
/// A moving mean over about fifty updates is compared with the lowest it ever was. A run has
/// diverged when the mean lies a whole nat per token above that, which means that perplexity has
/// risen 2.7-fold: the mean of a run that learns falls, and stays within tenths of a nat where it
/// does not. A single batch moves it by a fifth of a nat at most, so only a lasting rise counts.
package struct LossWatch: Sendable, Equatable, Codable {
  private static let window = 50
  private static let margin = 1.0
  /// A loss counts as at most so much above the mean.
  private static let highestRise = 10.0

  private var lossCount = 0
  private var mean = 0.0
  /// The lowest mean of a whole window.
  private var lowestMean: Double?

  package init() {}

  /// Takes in the loss of an update, in nats per token.
  package mutating func record(_ loss: Double) {
    lossCount += 1
    let capped = lossCount == 1 ? loss : min(loss, mean + Self.highestRise)
    mean += (capped - mean) / Double(min(lossCount, Self.window))
    guard lossCount >= Self.window else { return }
    lowestMean = min(mean, lowestMean ?? mean)
  }

  /// Whether the loss has risen and stays high.
  package var hasDiverged: Bool { rise > Self.margin }

  /// Whether the loss is about as low as it ever was, so that this state is one to come back to.
  package var isCalm: Bool { rise < Self.margin / 4 }

  /// Whether a validation loss means that training has diverged.
  ///
  /// It does where it lies two nats above the lowest and the training loss has risen as well: on
  /// its own it rises that far when a model learns its training text by heart.
  func confirmsDivergence(of result: ValidationResult, since history: ValidationHistory) -> Bool {
    guard result.loss.isFinite else { return true }
    return !isCalm && result.loss > (history.lowestLoss ?? .infinity) + 2
  }

  private var rise: Double { lowestMean.map { mean - $0 } ?? 0 }
}
