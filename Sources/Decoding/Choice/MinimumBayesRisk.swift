import Foundation

/// Chooses the hypothesis that the other hypotheses agree with most (Kumar and Byrne, 2004;
/// Eikema and Aziz, 2020).
///
/// A hypothesis' expected utility is the weighted mean of its utilities against all
/// pseudo-references, usually samples from the network: a translation that is good by most of them
/// is good by the likely ones.
package enum MinimumBayesRisk {
  /// The expected utility of each hypothesis.
  ///
  /// - Parameters:
  ///   - hypotheses: The texts, tokens or whatever the utility compares.
  ///   - references: The pseudo-references: the hypotheses themselves, or others.
  ///   - weights: A number from 0 on for each reference, such as its probability, of which only the
  ///     ratios count; none where all count the same.
  ///   - utility: How good a hypothesis is by a reference, the higher the better.
  /// - Returns: The expected utilities, in the places of the hypotheses; 0 without references.
  /// - Complexity: One call of the utility for each pair of different hypotheses and references.
  package static func expectedUtilities<Text: Hashable>(
    of hypotheses: [Text], references: [Text], weights: [Double] = [],
    utility: (_ hypothesis: Text, _ reference: Text) throws -> Double
  ) rethrows -> [Double] {
    precondition(
      weights.isEmpty || weights.count == references.count,
      "\(weights.count) weights for \(references.count) references.")
    precondition(
      weights.allSatisfy { $0 >= 0 && $0.isFinite }, "The weights \(weights), wanted from 0 on.")
    let distinct = DistinctTexts(references, weights: weights)
    let sum = distinct.weights.reduce(0, +)
    var known: [Text: Double] = [:]
    return try hypotheses.map { hypothesis in
      if let utility = known[hypothesis] { return utility }
      var expected = 0.0
      for (reference, weight) in zip(distinct.texts, distinct.weights) where weight > 0 {
        expected += try weight / sum * utility(hypothesis, reference)
      }
      known[hypothesis] = expected
      return expected
    }
  }

  /// What hypotheses of different probability count as references.
  ///
  /// - Parameter logProbabilities: In nats, one for each hypothesis.
  /// - Returns: Their probabilities over that of the likeliest; none where all are 0, so that all
  ///   count the same.
  package static func weights(_ logProbabilities: [Double]) -> [Double] {
    guard let best = logProbabilities.max(), best.isFinite else { return [] }
    return logProbabilities.map { exp($0 - best) }
  }

  /// The hypotheses by descending expected utility.
  ///
  /// - Parameter utilities: What `expectedUtilities` gave.
  /// - Returns: The places of the hypotheses, of equally good ones the earlier first.
  package static func ranking(_ utilities: [Double]) -> [Int] {
    utilities.indices.sorted {
      utilities[$0] != utilities[$1] ? utilities[$0] > utilities[$1] : $0 < $1
    }
  }
}

/// Texts that differ, in the order in which they came, with the sums of their weights.
private struct DistinctTexts<Text: Hashable> {
  private(set) var texts: [Text] = []
  private(set) var weights: [Double] = []

  init(_ texts: [Text], weights: [Double]) {
    var places: [Text: Int] = [:]
    for (index, text) in texts.enumerated() {
      let weight = weights.isEmpty ? 1 : weights[index]
      if let place = places[text] {
        self.weights[place] += weight
      } else {
        places[text] = self.texts.count
        self.texts.append(text)
        self.weights.append(weight)
      }
    }
  }
}
