/// The score of a bootstrap resample.
///
/// SacreBLEU adds the rows of a resample up in single precision and computes with NumPy, in which
/// some scores remain in single precision; whether a difference exceeds another may depend on it.
public struct ResampledScore: Sendable, Equatable {
  /// The score.
  public let value: Double
  /// Whether the score was computed in single precision.
  public let isSingle: Bool

  /// A score in single precision.
  ///
  /// - Parameter value: The score.
  public init(_ value: Float) {
    self.value = Double(value)
    isSingle = true
  }

  /// A score in double precision.
  ///
  /// - Parameter value: The score.
  public init(_ value: Double) {
    self.value = value
    isSingle = false
  }
}

/// The scores of the resamples of a corpus.
struct ResampledScores: Sendable {
  var values: [Double] = []
  /// Whether NumPy keeps them in single precision: one in double precision makes all so.
  var areSingle = true

  mutating func append(_ score: ResampledScore) {
    values.append(score.value)
    areSingle = areSingle && score.isSingle
  }
}
