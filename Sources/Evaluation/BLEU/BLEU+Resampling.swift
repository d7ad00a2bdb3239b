extension BLEU {
  /// The score of a bootstrap resample.
  ///
  /// - Parameter sum: The sum of the drawn rows, added up in single precision.
  /// - Returns: A score whose precisions were computed in single precision.
  public func resampledScore(of sum: [Float]) -> ResampledScore {
    ResampledScore(value(of: sum, options.smoothing))
  }

  /// The score of a shuffled system of an approximate randomisation test.
  ///
  /// SacreBLEU's counts are integers here, so that add-k smoothing adds a whole number.
  ///
  /// - Parameter sum: The sum of the chosen rows.
  /// - Returns: The score alone.
  public func shuffledScore(of sum: [Double]) -> Double {
    guard case .addK(let addend) = options.smoothing else {
      return value(of: sum, options.smoothing)
    }
    return value(of: sum, .addK(addend.rounded(.towardZero)))
  }

  /// The score of a sum, in the precision of its numbers.
  private func value<Number: BinaryFloatingPoint>(
    of sum: [Number], _ smoothing: BLEUSmoothing
  ) -> Double {
    let formula = BLEUFormula(
      matchCounts: Array(sum[2..<2 + options.maximumOrder]),
      totalCounts: Array(sum[(2 + options.maximumOrder)...]),
      hypothesisLength: Int(sum[0]), referenceLength: Int(sum[1]))
    return formula.score(
      formula.precisions(smoothing), usesEffectiveOrder: options.usesEffectiveOrder)
  }
}
