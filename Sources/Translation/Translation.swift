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
  /// What is known of its tokens, where that was asked for.
  public var details: TranslationDetails?

  /// A translation with its score.
  ///
  /// - Parameters:
  ///   - text: The detokenised text.
  ///   - logProbability: In nats, the end of sentence included.
  ///   - score: What candidates are ranked by.
  ///   - isTruncated: Whether the length limit ended it.
  ///   - details: What is known of its tokens.
  public init(
    text: String, logProbability: Double, score: Double, isTruncated: Bool,
    details: TranslationDetails? = nil
  ) {
    self.text = text
    self.logProbability = logProbability
    self.score = score
    self.isTruncated = isTruncated
    self.details = details
  }

  /// What an empty line becomes: an empty line.
  static let empty = Translation(text: "", logProbability: 0, score: 0, isTruncated: false)
}

/// The tokens of a translation and of its source.
public struct TranslationDetails: Sendable, Equatable {
  /// The pieces of the source, its end of sentence last.
  public var sourcePieces: [String]
  /// The pieces of the translation, its end of sentence last.
  public var targetPieces: [String]
  /// The log-probability of each of `targetPieces`, in nats.
  public var logProbabilities: [Float]
  /// The cross-attention of each of `targetPieces` to each of `sourcePieces`, the mean of the heads
  /// of one layer; empty where it was not asked for.
  public var attention: [[Float]]

  /// Gathers the tokens of a translation.
  public init(
    sourcePieces: [String], targetPieces: [String], logProbabilities: [Float],
    attention: [[Float]] = []
  ) {
    self.sourcePieces = sourcePieces
    self.targetPieces = targetPieces
    self.logProbabilities = logProbabilities
    self.attention = attention
  }

  /// The source token that each target token attends to most, as in Pharaoh's format: pairs of a
  /// source and a target token, both counted from 0.
  public var hardAlignment: [(source: Int, target: Int)] {
    attention.enumerated().compactMap { target, row in
      row.indices.max { row[$0] < row[$1] }.map { ($0, target) }
    }
  }
}
