/// How to look for the best translation.
package struct SearchOptions: Sendable, Equatable {
  /// The hypotheses of a sentence that are followed at once, N.
  package var beamSize: Int
  /// The hypotheses of a sentence that are handed out: at most as many as are followed.
  package var hypothesisCount: Int
  /// How hypotheses are compared.
  package var scoring: HypothesisScoring
  /// How long a hypothesis may become; a forced prefix that is longer may be as long as it is.
  package var lengthLimit: LengthLimit
  /// How long a hypothesis has to be; where this exceeds `lengthLimit`, that one holds.
  package var minimumLength = LengthLimit.fixed(0)
  /// The token that stands before the first.
  package var beginOfSentence: Int32
  /// The token that ends a hypothesis.
  package var endOfSentence: Int32
  /// Tokens that no hypothesis may contain, unless it is required or forced to.
  package var suppressedTokens: Set<Int32>
  /// Sequences of tokens that no hypothesis may contain.
  package var forbiddenSequences: [[Int32]] = []
  /// What is done against repetition.
  package var repetition = RepetitionOptions()
  /// How different the hypotheses are to be.
  package var diversity = DiversityOptions()
  /// When a sentence is done.
  package var stopping = StoppingRule.finished()

  package init(
    beginOfSentence: Int32, endOfSentence: Int32, beamSize: Int = 4, hypothesisCount: Int = 1,
    lengthPenalty: LengthPenalty = .gnmt(0.6), lengthLimit: LengthLimit = .sourcePlus(50),
    suppressedTokens: Set<Int32> = []
  ) {
    self.beginOfSentence = beginOfSentence
    self.endOfSentence = endOfSentence
    self.beamSize = beamSize
    self.hypothesisCount = hypothesisCount
    self.scoring = HypothesisScoring(lengthPenalty: lengthPenalty)
    self.lengthLimit = lengthLimit
    self.suppressedTokens = suppressedTokens
  }

  /// How hypotheses of different lengths are compared.
  package var lengthPenalty: LengthPenalty {
    get { scoring.lengthPenalty }
    set { scoring.lengthPenalty = newValue }
  }

  /// Stops the program where the options contradict each other or the vocabulary.
  func checkPreconditions(vocabularyCount: Int) {
    precondition(
      (1...max(1, beamSize)).contains(hypothesisCount),
      "\(hypothesisCount) hypotheses wanted of a beam of \(beamSize).")
    precondition(
      (0..<vocabularyCount).contains(Int(endOfSentence)),
      "The end of sentence is \(endOfSentence), the vocabulary has \(vocabularyCount) tokens.")
    precondition(
      !suppressedTokens.contains(endOfSentence), "The end of sentence must not be suppressed.")
    precondition(
      forbiddenSequences.allSatisfy { !$0.isEmpty }, "A forbidden sequence has no tokens.")
    precondition(
      diversity.groupCount >= 1 && beamSize % diversity.groupCount == 0,
      "\(diversity.groupCount) groups of a beam of \(beamSize), wanted a divisor of it.")
    precondition(
      diversity.strength >= 0 && diversity.strength.isFinite,
      "The diversity strength is \(diversity.strength), wanted a number from 0 on.")
    scoring.checkPreconditions()
    repetition.checkPreconditions()
    stopping.checkPreconditions()
  }
}

/// Diverse beam search (Vijayakumar et al., 2018): the beam is divided into groups, and what the
/// earlier groups follow in a step is less attractive to the later ones.
public struct DiversityOptions: Sendable, Equatable {
  /// The groups, G.
  ///
  /// The beam size is a multiple of it. With 1 the search is the plain one.
  public var groupCount: Int
  /// What a token loses in log-probability for each earlier group's hypothesis that goes on with it
  /// in the same step: the paper's λ with Hamming diversity, fairseq's
  /// `--diverse-beam-strength`.
  public var strength: Double

  /// One group, where nothing else is said.
  public init(groupCount: Int = 1, strength: Double = 0.5) {
    self.groupCount = groupCount
    self.strength = strength
  }
}

/// When the search for a sentence's hypotheses is over.
///
/// Under either rule it is also over as soon as no live hypothesis can beat those that are wanted,
/// which changes nothing in the result (`HypothesisScoring.bestPossibleScore` has the proof), and
/// at the length limit.
public enum StoppingRule: Sendable, Equatable {
  /// When p·N hypotheses have finished; with the usual patience p of 1 when N have (Kasai et al.,
  /// 2022: "Beam Decoding with Controlled Patience").
  case finished(patience: Double = 1)
  /// Not before no live hypothesis can beat the wanted ones: tensor2tensor's rule.
  case unbeatable

  /// The finished hypotheses that end a search for N hypotheses, of which some are wanted.
  func finishedCount(beamSize: Int, wantedCount: Int) -> Int {
    switch self {
    case .finished(let patience):
      max(wantedCount, Int((patience * Double(beamSize)).rounded(.up)))
    case .unbeatable: .max
    }
  }

  func checkPreconditions() {
    guard case .finished(let patience) = self else { return }
    precondition(
      patience > 0 && patience < 1000, "The patience is \(patience), wanted 0 < p < 1000.")
  }
}
