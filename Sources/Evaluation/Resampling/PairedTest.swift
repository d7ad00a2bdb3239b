/// Whether systems differ from a baseline by more than chance.
///
/// ```swift
/// let statistics = systems.map { bleu.statistics(hypotheses: $0, references: references) }
/// let results = PairedTest(.bootstrap).results(of: bleu, statistics)
/// ```
public struct PairedTest: Sendable, Equatable {
  /// The way in which chance is simulated.
  public enum Method: Sendable, Equatable {
    /// Paired bootstrap resampling (Koehn, 2004): both systems are scored on the same samples of
    /// segments, and the differences of the scores, with their mean taken off, compared with the
    /// difference found.
    case bootstrap
    /// Approximate randomisation (Riezler and Maxwell, 2005): the two translations of a segment
    /// change places by chance, and the differences of the scores are compared with the difference
    /// found.
    case approximateRandomization
  }

  /// The way in which chance is simulated.
  public let method: Method
  /// The number of samples or, of randomisation, trials.
  public let sampleCount: Int
  /// The samples that confidence intervals come from in a randomisation test, nil for none.
  public let intervalSampleCount: Int?
  /// What chance comes from.
  public let seed: ResamplingSeed

  /// SacreBLEU's settings where not given.
  ///
  /// - Parameters:
  ///   - method: The way in which chance is simulated.
  ///   - sampleCount: The number of samples or trials; 1,000 samples and 10,000 trials where nil.
  ///   - intervalSampleCount: The samples that confidence intervals come from in a randomisation
  ///     test, nil for none; in a bootstrap test they come from its own samples.
  ///   - seed: What chance comes from.
  public init(
    _ method: Method, sampleCount: Int? = nil, intervalSampleCount: Int? = nil,
    seed: ResamplingSeed = .standard
  ) {
    let sampleCount = sampleCount ?? (method == .bootstrap ? 1_000 : 10_000)
    precondition(sampleCount > 0, "\(sampleCount) samples, wanted at least 1.")
    self.method = method
    self.sampleCount = sampleCount
    self.intervalSampleCount = intervalSampleCount
    self.seed = seed
  }

  /// What came of the test for one system.
  public struct Result: Sendable, Equatable {
    /// The score of the whole corpus.
    public let score: Double
    /// How likely chance alone makes a difference from the baseline as great; nil for the baseline.
    public let pValue: Double?
    /// Where 95 % of the scores of samples lie, if that was asked for.
    public let interval: ConfidenceInterval?
  }

  /// Compares systems with a baseline.
  ///
  /// - Parameters:
  ///   - metric: The metric.
  ///   - systems: What the metric has to know of each segment: first of the baseline, then of the
  ///     systems to compare with it, all of the same segments.
  /// - Returns: A result for each, first the baseline's.
  public func results<M: Metric>(of metric: M, _ systems: [SegmentStatistics]) -> [Result] {
    precondition(
      systems.allSatisfy { $0.values.count == systems[0].values.count },
      "Systems with different numbers of segments.")
    guard let baseline = systems.first else { return [] }
    precondition(baseline.segmentCount > 0, "A corpus without segments cannot be tested.")
    return switch method {
    case .bootstrap: bootstrapResults(of: metric, systems)
    case .approximateRandomization: randomizationResults(of: metric, systems)
    }
  }

  /// What a signature says of the test.
  ///
  /// - Parameter context: What it says besides.
  /// - Returns: The same with the number of samples and the seed.
  public func named(in context: SignatureContext = SignatureContext()) -> SignatureContext {
    var context = context
    context.seed = seed
    switch method {
    case .bootstrap: context.bootstrapSampleCount = sampleCount
    case .approximateRandomization:
      context.randomizationTrialCount = sampleCount
      context.bootstrapSampleCount = intervalSampleCount
    }
    return context
  }
}

/// The part of differences that exceed a given one, where one more is taken to exceed it.
///
/// So no test says that chance cannot make a difference; equal systems get 1 or nearly so.
///
/// - Parameters:
///   - exceedingCount: The number of differences that exceed the one found.
///   - count: The number of all differences.
/// - Returns: From 1 / (`count` + 1) to 1.
func pValue(exceedingCount: Int, of count: Int) -> Double {
  Double(exceedingCount + 1) / Double(count + 1)
}
