extension PairedTest {
  func randomizationResults<M: Metric>(of metric: M, _ systems: [SegmentStatistics]) -> [Result] {
    var generator = PCG64(seed: seed.number)
    let found = systems.map { metric.score($0).value }
    let exceedingCounts = exceedingCounts(of: metric, systems, found, drawnBy: &generator)
    let intervals = intervals(of: metric, systems, drawnBy: generator)
    return systems.indices.map { index in
      Result(
        score: found[index],
        pValue: index == 0
          ? nil : pValue(exceedingCount: exceedingCounts[index], of: sampleCount),
        interval: intervals?[index])
    }
  }

  /// For each system the trials with a greater difference from the baseline than the one found.
  private func exceedingCounts<M: Metric>(
    of metric: M, _ systems: [SegmentStatistics], _ found: [Double],
    drawnBy generator: inout PCG64
  ) -> [Int] {
    let exchanges = systems.map { Exchange(baseline: systems[0], system: $0) }
    var counts = systems.map { _ in 0 }
    var bits = RandomBits()
    var isBaseline = [Bool](repeating: false, count: systems[0].segmentCount)
    for _ in 0..<sampleCount {
      for segment in isBaseline.indices { isBaseline[segment] = bits.next(from: &generator) }
      for index in systems.indices.dropFirst() {
        let (first, second) = exchanges[index].sums(choosingBaselineWhere: isBaseline)
        let difference = metric.shuffledScore(of: first) - metric.shuffledScore(of: second)
        if abs(difference) > abs(found[0] - found[index]) { counts[index] += 1 }
      }
    }
    return counts
  }

  /// The baseline's samples are drawn first thing, the others' after the trials: as in sacreBLEU.
  private func intervals<M: Metric>(
    of metric: M, _ systems: [SegmentStatistics], drawnBy generator: PCG64
  ) -> [ConfidenceInterval]? {
    guard let intervalSampleCount else { return nil }
    let bootstrap = Bootstrap(sampleCount: intervalSampleCount, seed: seed)
    var (first, others) = (PCG64(seed: seed.number), generator)
    let scores =
      bootstrap.scores(of: metric, [SingleRows(systems[0])], systems[0], drawnBy: &first)
      + bootstrap.scores(
        of: metric, systems.dropFirst().map(SingleRows.init), systems[0], drawnBy: &others)
    return scores.map { scores in ConfidenceInterval(of: scores) { $0.pairwiseMean } }
  }
}

/// Two systems whose translations of a segment change places.
private struct Exchange {
  private let columnCount: Int
  /// The sum of both systems' rows.
  private let total: [Double]
  private let systemSum: [Double]
  /// What a column gains where the baseline's translation stands in for the system's.
  private let gains: [Double]

  init(baseline: SegmentStatistics, system: SegmentStatistics) {
    columnCount = system.columnCount
    systemSum = system.sum
    total = zip(baseline.sum, systemSum).map(+)
    gains = zip(baseline.values, system.values).map(-)
  }

  /// The sums of the two systems after the exchange.
  ///
  /// - Parameter isBaseline: For each segment whether the first has the baseline's translation.
  /// - Returns: The columns' sums of the first and of the second.
  func sums(choosingBaselineWhere isBaseline: [Bool]) -> ([Double], [Double]) {
    var first = systemSum
    for segment in isBaseline.indices where isBaseline[segment] {
      let start = segment &* columnCount
      for column in 0..<columnCount { first[column] += gains[start &+ column] }
    }
    return (first, zip(total, first).map(-))
  }
}
