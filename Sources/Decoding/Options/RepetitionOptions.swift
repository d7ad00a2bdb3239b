/// What search does against repetition.
public struct RepetitionOptions: Sendable, Equatable {
  /// The length of the sequences of tokens that a hypothesis may have only once; 0 where all may
  /// come again.
  ///
  /// fairseq's and CTranslate2's `no_repeat_ngram_size`.
  public var noRepeatNgramSize: Int
  /// What the log-probability of a token is multiplied by for search if the hypothesis has it
  /// already: from 1 on, where 1 changes nothing (Keskar et al., 2019).
  ///
  /// Departs from CTranslate2, which changes the scores before they become log-probabilities: here
  /// the network's log-probabilities stay known, and a hypothesis reports them.
  public var penalty: Double
  /// The loops that no hypothesis may enter; `nil` where it may.
  public var loops: LoopRule?

  /// No rule against repetition, where nothing else is said.
  public init(noRepeatNgramSize: Int = 0, penalty: Double = 1, loops: LoopRule? = nil) {
    self.noRepeatNgramSize = noRepeatNgramSize
    self.penalty = penalty
    self.loops = loops
  }

  func checkPreconditions() {
    precondition(
      noRepeatNgramSize >= 0, "No repeated sequence of \(noRepeatNgramSize) tokens.")
    precondition(
      penalty >= 1 && penalty.isFinite,
      "The repetition penalty is \(penalty), wanted a number from 1 on.")
  }
}
