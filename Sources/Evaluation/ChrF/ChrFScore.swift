/// A chrF score.
public struct ChrFScore: MetricScore, Equatable {
  /// The metric's name as it is printed.
  public let name: String
  /// The score, from 0 to 100.
  public let value: Double

  /// The score has no parts that are printed.
  public var details: String { "" }
}
