/// Bootstrap resampling (Koehn, 2004): scores of corpora whose segments are drawn from one corpus,
/// with as many segments, each drawn as often as chance has it.
///
/// With the same seed the samples are those of sacreBLEU, whose generator is NumPy's.
public struct Bootstrap: Sendable, Equatable {
  /// The number of samples.
  public let sampleCount: Int
  /// What the samples are drawn with.
  public let seed: ResamplingSeed

  /// SacreBLEU's settings where not given.
  ///
  /// - Parameters:
  ///   - sampleCount: The number of samples, at least 1.
  ///   - seed: What the samples are drawn with.
  public init(sampleCount: Int = 1000, seed: ResamplingSeed = .standard) {
    precondition(sampleCount > 0, "\(sampleCount) samples, wanted at least 1.")
    self.sampleCount = sampleCount
    self.seed = seed
  }

  /// Where the scores of 95 % of the samples lie.
  ///
  /// - Parameters:
  ///   - metric: The metric.
  ///   - statistics: What the metric has to know of each segment, of at least one.
  /// - Returns: An interval that equals sacreBLEU's for a single system.
  public func interval<M: Metric>(
    of metric: M, _ statistics: SegmentStatistics
  ) -> ConfidenceInterval {
    var generator = PCG64(seed: seed.number)
    let scores = scores(of: metric, [SingleRows(statistics)], statistics, drawnBy: &generator)
    return ConfidenceInterval(of: scores[0]) { $0.exactMean }
  }

  /// What a signature says of this.
  ///
  /// - Parameter context: What it says besides.
  /// - Returns: The same with the number of samples and the seed.
  public func named(in context: SignatureContext = SignatureContext()) -> SignatureContext {
    var context = context
    context.bootstrapSampleCount = sampleCount
    context.seed = seed
    return context
  }

  /// The scores of the same samples of several systems.
  ///
  /// - Parameters:
  ///   - metric: The metric.
  ///   - systems: The rows of each system.
  ///   - statistics: The statistics of one of them, for their size.
  ///   - generator: What draws the samples.
  /// - Returns: For each system as many scores as there are samples.
  func scores<M: Metric>(
    of metric: M, _ systems: [SingleRows], _ statistics: SegmentStatistics,
    drawnBy generator: inout PCG64
  ) -> [ResampledScores] {
    let segmentCount = statistics.segmentCount
    precondition(segmentCount > 0, "A corpus without segments cannot be sampled.")
    var scores = systems.map { _ in ResampledScores() }
    var sample = [Int](repeating: 0, count: segmentCount)
    for _ in 0..<sampleCount {
      for index in sample.indices { sample[index] = generator.integer(below: UInt32(segmentCount)) }
      for index in systems.indices {
        scores[index].append(metric.resampledScore(of: systems[index].sum(of: sample)))
      }
    }
    return scores
  }
}
