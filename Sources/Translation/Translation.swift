/// One translation of one line.
public struct Translation: Sendable, Equatable {
  /// The detokenised text.
  public var text: String
  /// The sum of the log-probabilities of its tokens and the end of sentence, in nats.
  public var logProbability: Double
  /// The log-probability divided by the length penalty: what candidates are ranked by.
  public var score: Double
  /// Whether the length limit ended it.
  public var isTruncated: Bool

  /// What an empty line becomes: an empty line.
  static let empty = Translation(text: "", logProbability: 0, score: 0, isTruncated: false)
}
