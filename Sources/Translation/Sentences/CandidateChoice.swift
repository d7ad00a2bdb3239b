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
  private let areSamples: Bool
  private let lengthReward: Double
  private let count: Int

  init(_ options: TranslationOptions, tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    risk = options.risk
    areSamples = options.sampling != nil
    lengthReward = options.rules.lengthReward
    count = areSamples && options.risk == nil ? .max : options.hypothesisCount
  }

  /// The candidates of each sentence, best first.
  func candidates(among hypotheses: [[Hypothesis]]) -> [[Candidate]] {
    hypotheses.map { own in
      let found = own.map {
        Candidate(hypothesis: $0, text: tokenizer.detokenize($0.tokens), score: $0.score)
      }
      let ranked = risk.map { found.ranked(by: $0, weights: weights(of: own)) }
      return Array((ranked ?? found).prefix(count))
    }
  }

  /// How much each hypothesis counts when others are compared with it.
  ///
  /// Samples come as often as they are likely, while those of a beam come once. The reward makes up
  /// for the log-probability that a long one lacks.
  private func weights(of hypotheses: [Hypothesis]) -> [Double] {
    guard !areSamples else { return [] }
    return MinimumBayesRisk.weights(
      hypotheses.map { $0.logProbability + lengthReward * Double($0.tokens.count + 1) })
  }
}

extension [Candidate] {
  /// By the utility that each has on average if another one is right.
  fileprivate func ranked(by risk: MinimumRisk, weights: [Double]) -> [Candidate] {
    let texts = map(\.text)
    let utilities = MinimumBayesRisk.expectedUtilities(
      of: texts, references: texts, weights: weights, utility: risk.utility)
    return MinimumBayesRisk.ranking(utilities).map { place in
      Candidate(
        hypothesis: self[place].hypothesis, text: self[place].text, score: utilities[place])
    }
  }
}
