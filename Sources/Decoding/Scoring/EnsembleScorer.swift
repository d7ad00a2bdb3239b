import Foundation

/// Several networks that decode together.
package struct EnsembleScorer<Scorer: NextTokenScorer>: NextTokenScorer {
  package let vocabularyCount: Int
  private var scorers: [Scorer]
  private let mixture: EnsembleMixture
  /// The scorers' weights, which add up to 1.
  private let weights: [Double]
  /// Each scorer's answers in turn.
  private var own = NextTokens()

  /// An ensemble of scorers, one at least, for the same sentences with the same vocabulary.
  ///
  /// - Parameters:
  ///   - scorers: The networks.
  ///   - mixture: What becomes of their probabilities.
  ///   - weights: A positive number for each scorer, of which only the ratios count; none where all
  ///     count the same.
  package init(
    _ scorers: [Scorer], mixture: EnsembleMixture = .arithmeticMean, weights: [Double] = []
  ) {
    precondition(!scorers.isEmpty, "an ensemble of no scorers")
    vocabularyCount = scorers[0].vocabularyCount
    for scorer in scorers {
      precondition(
        (scorer.sentenceCount, scorer.vocabularyCount)
          == (scorers[0].sentenceCount, vocabularyCount),
        "scorers of different sentences or vocabularies")
    }
    self.scorers = scorers
    self.mixture = mixture
    let given = weights.isEmpty ? [Double](repeating: 1, count: scorers.count) : weights
    precondition(
      given.count == scorers.count && given.allSatisfy { $0 > 0 && $0.isFinite },
      "The weights \(given) for \(scorers.count) scorers, wanted a positive number for each.")
    let sum = given.reduce(0, +)
    self.weights = given.map { $0 / sum }
  }

  package var sentenceCount: Int { scorers[0].sentenceCount }

  /// Changes each of the scorers, all in the same way: more sentences begin.
  package mutating func updateEach(_ update: (_ scorer: inout Scorer) -> Void) {
    for index in scorers.indices { update(&scorers[index]) }
  }

  package mutating func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens
  ) {
    let everything = NextTokenRequest(
      endOfSentence: request.endOfSentence, suppressed: request.suppressed, wantsEverything: true,
      wantsAttention: request.wantsAttention)
    let impossible = mixture == .arithmeticMean ? -Float.infinity : 0
    next.everything.refill(with: impossible, count: rows.count * vocabularyCount)
    for index in scorers.indices {
      scorers[index].extend(rows, keeping: kept, everything, into: &own)
      own.checkPreconditions(everything, rowCount: rows.count)
      mixture.add(own.everything.span, weight: weights[index], to: &next.everything)
      if request.wantsAttention { addAttention(ofScorer: index, to: &next) }
    }
    if mixture == .geometricMean { next.normalizeEverything(columnCount: vocabularyCount) }
    next.deriveAnswers(to: request, rowCount: rows.count)
  }

  /// Attention is mixed by the weights in either mixture.
  private func addAttention(ofScorer index: Int, to next: inout NextTokens) {
    if index == 0 {
      next.attentionOffsets = own.attentionOffsets
      next.attention.refill(with: 0, count: own.attention.count)
    }
    precondition(
      own.attentionOffsets == next.attentionOffsets, "scorers that attend to different sources")
    let weight = Float(weights[index])
    for place in own.attention.indices { next.attention[place] += weight * own.attention[place] }
  }
}

/// What becomes of the probabilities of several networks.
package enum EnsembleMixture: Sendable {
  /// The weighted mean of the probabilities, as fairseq and CTranslate2 do.
  case arithmeticMean
  /// The weighted mean of the log-probabilities, normalised: a log-linear mixture, as Marian's.
  ///
  /// Marian adds the log-probabilities and leaves the sum as it is; normalised, it is the
  /// log-probability of a distribution again, from which one can sample.
  case geometricMean

  /// Adds what one network finds `[rows, V]`.
  fileprivate func add(_ own: Span<Float>, weight: Double, to sums: inout [Float]) {
    switch self {
    case .arithmeticMean:
      let logWeight = Float(log(weight))
      for place in own.indices { sums[place] = logSum(sums[place], own[place] + logWeight) }
    case .geometricMean:
      let weight = Float(weight)
      for place in own.indices { sums[place] += weight * own[place] }
    }
  }
}

extension NextTokens {
  /// Makes the probabilities of each row add up to 1; rows of impossible tokens stay as they are.
  fileprivate mutating func normalizeEverything(columnCount: Int) {
    for start in stride(from: 0, to: everything.count, by: columnCount) {
      let row = start..<(start + columnCount)
      var largest = -Float.infinity
      for place in row where everything[place] > largest { largest = everything[place] }
      guard largest > -.infinity else { continue }
      var sum = 0.0
      for place in row where everything[place] > -.infinity {
        sum += Double(exp(everything[place] - largest))
      }
      let logSum = largest + Float(log(sum))
      for place in row { everything[place] -= logSum }
    }
  }
}

/// The logarithm of the sum of two exponentials.
private func logSum(_ x: Float, _ y: Float) -> Float {
  let (larger, smaller) = x > y ? (x, y) : (y, x)
  if smaller == -.infinity { return larger }
  return larger + log1p(exp(smaller - larger))
}
