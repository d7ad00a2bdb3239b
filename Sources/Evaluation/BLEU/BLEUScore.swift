import Foundation

/// A BLEU score and the parts it is made of.
public struct BLEUScore: Sendable, Equatable {
  /// The score, from 0 to 100.
  public let value: Double
  /// The precisions in percent, from order 1 on, after smoothing; all 0 where nothing matches.
  public let precisions: [Double]
  /// The factor for hypotheses shorter than their references, from 0 to 1.
  public let brevityPenalty: Double
  /// What the score was computed from.
  public let statistics: BLEUStatistics

  init(_ statistics: BLEUStatistics, smoothing: BLEUSmoothing, usesEffectiveOrder: Bool) {
    self.statistics = statistics
    brevityPenalty = Self.brevityPenalty(of: statistics)
    guard statistics.matchCounts.contains(where: { $0 > 0 }) else {
      precisions = statistics.matchCounts.map { _ in 0 }
      value = 0
      return
    }
    let definedPrecisions = smoothing.precisions(of: statistics)
    let maximumOrder = statistics.matchCounts.count
    let missingCount = maximumOrder - definedPrecisions.count
    precisions = definedPrecisions + Array(repeating: 0, count: missingCount)
    let order = usesEffectiveOrder ? definedPrecisions.count : maximumOrder
    let logSum = precisions.prefix(order).reduce(0) { $0 + flooredLog($1) }
    value = brevityPenalty * exp(logSum / Double(order))
  }

  /// The number of hypothesis words for each reference word, 0 without reference words.
  public var lengthRatio: Double {
    guard statistics.referenceLength > 0 else { return 0 }
    return Double(statistics.hypothesisLength) / Double(statistics.referenceLength)
  }

  /// The score as it is printed.
  ///
  /// - Parameter signature: The settings it was computed with, or nil to print none.
  /// - Returns: A report to be written as text or JSON.
  public func report(_ signature: Signature? = nil) -> ScoreReport {
    let precisionTexts = precisions.map { fixedPoint($0, decimalCount: 1) }
    let details = """
      \(precisionTexts.joined(separator: "/")) \
      (BP = \(fixedPoint(brevityPenalty, decimalCount: 3)) \
      ratio = \(fixedPoint(lengthRatio, decimalCount: 3)) \
      hyp_len = \(statistics.hypothesisLength) ref_len = \(statistics.referenceLength))
      """
    return ScoreReport(name: "BLEU", value: value, signature: signature, details: details)
  }

  private static func brevityPenalty(of statistics: BLEUStatistics) -> Double {
    let (length, referenceLength) = (statistics.hypothesisLength, statistics.referenceLength)
    if length >= referenceLength { return 1 }
    return length > 0 ? exp(1 - Double(referenceLength) / Double(length)) : 0
  }
}

extension BLEUSmoothing {
  /// The precisions in percent of the orders up to the longest that the hypotheses reach.
  fileprivate func precisions(of statistics: BLEUStatistics) -> [Double] {
    var precisions: [Double] = []
    var unmatchedCredit = 1.0
    for (index, counts) in zip(statistics.matchCounts, statistics.totalCounts).enumerated() {
      let added = index > 0 ? addend : 0
      let (matchCount, totalCount) = (Double(counts.0) + added, Double(counts.1) + added)
      guard totalCount > 0 else { break }
      if matchCount == 0, self == .exponential { unmatchedCredit /= 2 }
      let credit = matchCount == 0 ? credit(exponential: unmatchedCredit) : matchCount
      precisions.append(100 * credit / totalCount)
    }
    return precisions
  }

  /// What the matches and totals of the orders from 2 on are raised by.
  private var addend: Double {
    if case .addK(let value) = self { value } else { 0 }
  }

  /// The number of matches that an order without a match is given.
  private func credit(exponential: Double) -> Double {
    switch self {
    case .exponential: exponential
    case .floor(let value): value
    case .addK, .none: 0
    }
  }
}

/// The natural logarithm, and for 0 sacreBLEU's stand-in for minus infinity.
private func flooredLog(_ value: Double) -> Double {
  value == 0 ? -9_999_999_999 : log(value)
}
