import Decoding
import Tokenization

/// A hypothesis with its text.
struct Candidate: Sendable {
  let hypothesis: Hypothesis
  let text: String
  /// What candidates are ranked by: the search's score, or the expected utility.
  let score: Double
}

/// Takes those of a sentence's hypotheses that are wanted.
struct CandidateChoice {
  private let tokenizer: Tokenizer
  private let risk: MinimumRisk?
  private let count: Int

  init(_ options: TranslationOptions, tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    risk = options.risk
    count = options.sampling != nil && options.risk == nil ? .max : options.hypothesisCount
  }

  /// The candidates of each sentence, best first.
  func candidates(among hypotheses: [[Hypothesis]]) -> [[Candidate]] {
    hypotheses.map { own in
      let found = own.map {
        Candidate(hypothesis: $0, text: tokenizer.detokenize($0.tokens), score: $0.score)
      }
      return Array((risk.map { found.ranked(by: $0) } ?? found).prefix(count))
    }
  }
}

extension [Candidate] {
  /// By the utility that each has on average if another one is right.
  fileprivate func ranked(by risk: MinimumRisk) -> [Candidate] {
    let texts = map(\.text)
    let utilities = MinimumBayesRisk.expectedUtilities(
      of: texts, references: texts, utility: risk.utility)
    return MinimumBayesRisk.ranking(utilities).map { place in
      Candidate(
        hypothesis: self[place].hypothesis, text: self[place].text, score: utilities[place])
    }
  }
}
