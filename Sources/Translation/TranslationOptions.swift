public import Decoding
package import LexicalShortlist

/// How text is translated.
public struct TranslationOptions: Sendable {
  /// Hypotheses kept per sentence; 1 is greedy search.
  public var beamSize = 4
  /// How hypotheses of different lengths are compared (paper §6.1).
  public var lengthPenalty = LengthPenalty.gnmt(0.6)
  /// Translations returned per line, best first.
  public var hypothesisCount = 1
  /// What else search is told.
  public var rules = SearchRules()
  /// How translations are drawn at random; nil where search looks for the best.
  public var sampling: SamplingOptions?
  /// How the translation that the others agree with most is found; nil where the likeliest is taken.
  public var risk: MinimumRisk?
  /// What comes with each translation besides its text.
  public var details = DetailOptions()
  /// What keeps translations from letting people down; nil for what search finds, as it is.
  public var guards: GuardOptions? = GuardOptions()
  /// The tokens that may translate a sentence; nil for all of the vocabulary.
  package var shortlist: Shortlist?
  /// The most tokens of a text that is translated in one piece; longer ones are divided.
  public var sourceLimit = 256
  /// The most sentences that a thread decodes at once; of long ones there are fewer.
  public var batchSize = 64
  /// Worker threads; each decodes sentences of its own, and up to four compute one that is alone.
  public var threadCount = 1

  /// The paper's settings: beam 4, length penalty 0.6.
  public init() {}
}

/// What search is told besides beam size and length penalty.
public struct SearchRules: Sendable, Equatable {
  /// How long a translation may become: the paper's limit (§6.1).
  public var maximumLength = LengthLimit.sourcePlus(50)
  /// How long a translation has to be.
  public var minimumLength = LengthLimit.fixed(0)
  /// What a hypothesis gains with each token.
  public var lengthReward = 0.0
  /// The weight of the coverage penalty.
  public var coveragePenalty = 0.0
  /// What is done against repetition.
  public var repetition = RepetitionOptions()
  /// How different the hypotheses are to be.
  public var diversity = DiversityOptions()
  /// When a sentence is done.
  public var stopping = StoppingRule.finished()

  /// The paper's rules.
  public init() {}
}

/// Minimum Bayes risk: of several candidates the one that the others agree with most.
public struct MinimumRisk: Sendable {
  /// How good a translation is by another one, the higher the better.
  public var utility: @Sendable (_ hypothesis: String, _ reference: String) -> Double

  /// Judges candidates by a measure of their likeness, such as chrF.
  public init(utility: @escaping @Sendable (_ hypothesis: String, _ reference: String) -> Double) {
    self.utility = utility
  }
}

/// What comes with each translation besides its text.
public struct DetailOptions: Sendable, Equatable {
  /// Whether the tokens and their log-probabilities do.
  public var hasTokens = false
  /// The decoder layer whose cross-attention aligns tokens, counted from 1; nil for no alignment.
  public var alignmentLayer: Int?

  /// Text alone.
  public init() {}

  /// Whether anything is asked for.
  var isEmpty: Bool { !hasTokens && alignmentLayer == nil }
}
