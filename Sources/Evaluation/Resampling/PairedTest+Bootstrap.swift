extension PairedTest {
  func bootstrapResults<M: Metric>(of metric: M, _ systems: [SegmentStatistics]) -> [Result] {
    let bootstrap = Bootstrap(sampleCount: sampleCount, seed: seed)
    var generator = PCG64(seed: seed.number)
    let scores = bootstrap.scores(
      of: metric, systems.map(SingleRows.init), systems[0], drawnBy: &generator)
    let found = systems.map { metric.score($0).value }
    return systems.indices.map { index in
      Result(
        score: found[index],
        pValue: index == 0
          ? nil : pValue(of: abs(found[0] - found[index]), scores[index], against: scores[0]),
        interval: ConfidenceInterval(of: scores[index]) { $0.pairwiseMean })
    }
  }

  /// The part of the samples whose difference, less the mean difference, exceeds the one found.
  private func pValue(
    of difference: Double, _ scores: ResampledScores, against baseline: ResampledScores
  ) -> Double {
    var differences = ResampledScores()
    differences.areSingle = scores.areSingle && baseline.areSingle
    differences.values = zip(scores.values, baseline.values).map { value, other in
      let difference = abs(value - other)
      return differences.areSingle ? Double(Float(difference)) : difference
    }
    let mean = differences.pairwiseMean
    let exceedingCount = differences.values.count {
      // NumPy compares single precision with single precision.
      differences.areSingle
        ? Float($0) - Float(mean) > Float(difference) : $0 - mean > difference
    }
    return Evaluation.pValue(exceedingCount: exceedingCount, of: differences.values.count)
  }
}
