/// Where 95 % of the scores of bootstrap resamples lie.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The mean of the scores.
  public let mean: Double
  /// Half the way from the lowest of these scores to the highest.
  public let halfWidth: Double

  /// An interval.
  ///
  /// - Parameters:
  ///   - mean: The mean of the scores.
  ///   - halfWidth: Half the way from the lowest of these scores to the highest.
  public init(mean: Double, halfWidth: Double) {
    self.mean = mean
    self.halfWidth = halfWidth
  }
}

extension ConfidenceInterval {
  /// The interval of scores, of which a fortieth at either end is left out.
  ///
  /// - Parameters:
  ///   - scores: At least one score.
  ///   - mean: What makes the mean of the scores, in ascending order.
  init(of scores: ResampledScores, mean: (ResampledScores) -> Double) {
    var scores = scores
    scores.values.sort()
    let omitted = scores.values.count / 40
    let (lower, upper) = (scores.values[omitted], scores.values[scores.values.count - omitted - 1])
    halfWidth =
      scores.areSingle ? Double(0.5 * (Float(upper) - Float(lower))) : 0.5 * (upper - lower)
    self.mean = mean(scores)
  }
}

extension ResampledScores {
  /// The mean without an error of rounding but the last, as Python's `statistics.mean` has it.
  var exactMean: Double {
    var (sum, error) = (0.0, 0.0)
    for value in values {
      // Knuth's sum of two numbers, which is exact together with its error.
      let next = sum + value
      let part = next - sum
      error += (sum - (next - part)) + (value - part)
      sum = next
    }
    let count = Double(values.count)
    let quotient = sum / count
    let mean = quotient + (sum.addingProduct(-quotient, count) + error) / count
    return areSingle ? Double(Float(mean)) : mean
  }

  /// The mean as NumPy's `mean` has it.
  var pairwiseMean: Double {
    guard areSingle else { return pairwiseSum(values[...]) / Double(values.count) }
    let sum = pairwiseSum(values.map { Float($0) }[...])
    return Double(Float(Double(sum) / Double(values.count)))
  }
}

/// The sum that NumPy adds up in eight parts, and by halves beyond 128 numbers.
private func pairwiseSum<Number: BinaryFloatingPoint>(_ numbers: ArraySlice<Number>) -> Number {
  if numbers.count < 8 { return numbers.reduce(0, +) }
  if numbers.count > 128 {
    let half = numbers.count / 2 - numbers.count / 2 % 8
    return pairwiseSum(numbers.prefix(half)) + pairwiseSum(numbers.dropFirst(half))
  }
  let evenCount = numbers.count - numbers.count % 8
  var parts = Array(numbers.prefix(8))
  for index in 8..<max(8, evenCount) { parts[index % 8] += numbers[numbers.startIndex + index] }
  let sum =
    ((parts[0] + parts[1]) + (parts[2] + parts[3]))
    + ((parts[4] + parts[5]) + (parts[6] + parts[7]))
  return numbers.dropFirst(evenCount).reduce(sum, +)
}
