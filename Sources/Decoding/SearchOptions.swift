/// How to look for the best translation.
package struct SearchOptions: Sendable, Equatable {
  /// The hypotheses of a sentence that are followed at once, N.
  package var beamSize: Int
  /// The hypotheses of a sentence that are handed out: at most as many as are followed.
  package var hypothesisCount: Int
  /// How hypotheses of different lengths are compared.
  package var lengthPenalty: LengthPenalty
  /// How long a hypothesis may become.
  package var lengthLimit: LengthLimit
  /// The token that stands before the first.
  package var beginOfSentence: Int32
  /// The token that ends a hypothesis.
  package var endOfSentence: Int32
  /// Tokens that no hypothesis may contain.
  package var suppressedTokens: Set<Int32>

  package init(
    beginOfSentence: Int32, endOfSentence: Int32, beamSize: Int = 4, hypothesisCount: Int = 1,
    lengthPenalty: LengthPenalty = .gnmt(0.6), lengthLimit: LengthLimit = .sourcePlus(50),
    suppressedTokens: Set<Int32> = []
  ) {
    self.beginOfSentence = beginOfSentence
    self.endOfSentence = endOfSentence
    self.beamSize = beamSize
    self.hypothesisCount = hypothesisCount
    self.lengthPenalty = lengthPenalty
    self.lengthLimit = lengthLimit
    self.suppressedTokens = suppressedTokens
  }

  /// Stops the program where the options contradict each other or the vocabulary.
  func checkPreconditions(vocabularyCount: Int) {
    precondition(
      (1...max(1, beamSize)).contains(hypothesisCount),
      "\(hypothesisCount) hypotheses wanted of a beam of \(beamSize).")
    precondition(
      lengthPenalty.alpha >= 0 && lengthPenalty.alpha.isFinite,
      "The length penalty is \(lengthPenalty), wanted an exponent from 0 on.")
    precondition(
      (0..<vocabularyCount).contains(Int(endOfSentence)),
      "The end of sentence is \(endOfSentence), the vocabulary has \(vocabularyCount) tokens.")
    precondition(
      !suppressedTokens.contains(endOfSentence), "The end of sentence must not be suppressed.")
  }
}
