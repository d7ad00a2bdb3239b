extension BLEU {
  /// The score of a bootstrap resample.
  ///
  /// - Parameter sum: The sum of the drawn rows, added up in single precision.
  /// - Returns: A score whose precisions were computed in single precision.
  public func resampledScore(of sum: [Float]) -> ResampledScore {
    let formula = BLEUFormula(
      matchCounts: Array(sum[2..<2 + options.maximumOrder]),
      totalCounts: Array(sum[(2 + options.maximumOrder)...]),
      hypothesisLength: Int(sum[0]), referenceLength: Int(sum[1]))
    return ResampledScore(
      formula.score(
        formula.precisions(options.smoothing), usesEffectiveOrder: options.usesEffectiveOrder))
  }

  /// The score of a shuffled system of an approximate randomisation test.
  ///
  /// SacreBLEU's counts are integers here, so that add-k smoothing adds a whole number.
  ///
  /// - Parameter sum: The sum of the chosen rows.
  /// - Returns: The score alone.
  public func shuffledScore(of sum: [Double]) -> Double {
    let formula = BLEUFormula(
      matchCounts: Array(sum[2..<2 + options.maximumOrder]),
      totalCounts: Array(sum[(2 + options.maximumOrder)...]),
      hypothesisLength: Int(sum[0]), referenceLength: Int(sum[1]))
    let smoothing: BLEUSmoothing =
      if case .addK(let value) = options.smoothing {
        .addK(value.rounded(.towardZero))
      } else {
        options.smoothing
      }
    return formula.score(
      formula.precisions(smoothing), usesEffectiveOrder: options.usesEffectiveOrder)
  }
}
