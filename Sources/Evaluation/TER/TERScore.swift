/// A TER score and the parts it is made of.
public struct TERScore: MetricScore, Equatable {
  /// The number of edits.
  public let editCount: Int
  /// The number of words of the references: of each segment's, the mean.
  public let referenceLength: Double
  /// The score, from 0 on; less is better.
  public let value: Double

  /// The metric's name as it is printed.
  public var name: String { "TER" }

  /// The score has no parts that are printed.
  public var details: String { "" }
}
