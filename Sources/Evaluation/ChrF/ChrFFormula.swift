/// The F-score that counts of n-grams amount to, in the precision of the counts.
struct ChrFFormula {
  private let squaredBeta: Double
  private let usesEpsilonSmoothing: Bool

  init(_ options: ChrFOptions) {
    squaredBeta = Double(options.beta * options.beta)
    usesEpsilonSmoothing = options.usesEpsilonSmoothing
  }

  /// The score.
  ///
  /// - Parameter counts: For each order the n-grams of the hypotheses, those of the references, and
  ///   the matches.
  /// - Returns: From 0 to 100; nil, which counts as 0, where nothing matches.
  func score<Number: BinaryFloatingPoint>(of counts: ArraySlice<Number>) -> Number? {
    usesEpsilonSmoothing ? smoothedScore(of: counts) : effectiveScore(of: counts)
  }

  /// The F-score of the mean precision and the mean recall of the orders that both sides reach.
  private func effectiveScore<Number: BinaryFloatingPoint>(of counts: ArraySlice<Number>) -> Number?
  {
    var (precision, recall, order) = (0 as Number, 0 as Number, 0)
    for index in stride(from: counts.startIndex, to: counts.endIndex, by: 3)
    where counts[index] > 0 && counts[index + 1] > 0 {
      precision += counts[index + 2] / counts[index]
      recall += counts[index + 2] / counts[index + 1]
      order += 1
    }
    guard precision + recall > 0 else { return nil }
    precision /= Number(order)
    recall /= Number(order)
    let factor = Number(squaredBeta)
    return 100 * ((1 + factor) * precision * recall / (factor * precision + recall))
  }

  /// The mean of the F-scores of the orders, where what is not defined counts as very small.
  private func smoothedScore<Number: BinaryFloatingPoint>(of counts: ArraySlice<Number>) -> Number?
  {
    let (epsilon, factor) = (1e-16 as Number, Number(squaredBeta))
    var sum = 0 as Number
    for index in stride(from: counts.startIndex, to: counts.endIndex, by: 3) {
      let (total, referenceTotal, matches) = (counts[index], counts[index + 1], counts[index + 2])
      let precision = total > 0 ? matches / total : epsilon
      let recall = referenceTotal > 0 ? matches / referenceTotal : epsilon
      let denominator = factor * precision + recall
      sum += denominator > 0 ? (1 + factor) * precision * recall / denominator : epsilon
    }
    return 100 * sum / Number(counts.count / 3)
  }
}
