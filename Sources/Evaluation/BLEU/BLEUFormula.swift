import Foundation

/// The score that the counts of a corpus amount to, in the precision of the counts.
struct BLEUFormula<Number: BinaryFloatingPoint> {
  let matchCounts: [Number]
  let totalCounts: [Number]
  let hypothesisLength: Int
  let referenceLength: Int

  /// The factor for hypotheses shorter than their references, from 0 to 1.
  var brevityPenalty: Double {
    if hypothesisLength >= referenceLength { return 1 }
    guard hypothesisLength > 0 else { return 0 }
    return exp(1 - Double(referenceLength) / Double(hypothesisLength))
  }

  /// The precisions in percent of the orders up to the longest that the hypotheses reach; none
  /// where nothing matches.
  func precisions(_ smoothing: BLEUSmoothing) -> [Number] {
    guard matchCounts.contains(where: { $0 > 0 }) else { return [] }
    var precisions: [Number] = []
    var unmatchedCredit = 1.0
    for index in matchCounts.indices {
      let added = index > 0 ? Number(smoothing.addend) : 0
      let (matchCount, totalCount) = (matchCounts[index] + added, totalCounts[index] + added)
      guard totalCount > 0 else { break }
      if matchCount == 0, smoothing == .exponential { unmatchedCredit /= 2 }
      let credit =
        matchCount == 0
        ? Number(smoothing.percentCredit(exponential: unmatchedCredit)) : 100 * matchCount
      precisions.append(credit / totalCount)
    }
    return precisions
  }

  /// The score of these precisions, from 0 to 100.
  func score(_ precisions: [Number], usesEffectiveOrder: Bool) -> Double {
    if precisions.isEmpty { return 0 }
    let order = usesEffectiveOrder ? precisions.count : matchCounts.count
    let logSum = (0..<order).reduce(0.0) { sum, index in
      sum + (index < precisions.count ? flooredLog(Double(precisions[index])) : flooredLog(0))
    }
    return brevityPenalty * exp(logSum / Double(order))
  }

  /// The natural logarithm, and for 0 sacreBLEU's stand-in for minus infinity.
  private func flooredLog(_ value: Double) -> Double {
    value == 0 ? -9_999_999_999 : log(value)
  }
}
