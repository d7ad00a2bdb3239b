import Testing
import Training

@Suite struct LearningRateScheduleTests {
  private let base = LearningRateSchedule.paper(modelDimension: 512, warmupSteps: 4000)

  private func rate(_ schedule: LearningRateSchedule, _ update: Int) -> Double {
    schedule.rate(at: TrainingPosition(update: update))
  }

  /// §5.3: the base model's rate is highest at the end of the warm-up, 512^-0.5 · 4000^-0.5 =
  /// 6.9877e-4.
  @Test func thePapersPeaksAtTheEndOfTheWarmup() {
    #expect(abs(rate(base, 4000) - 6.98771e-4) < 1e-9)
    #expect(rate(base, 3999) < rate(base, 4000))
    #expect(rate(base, 4001) < rate(base, 4000))
  }

  @Test func thePapersRisesInProportionToTheStep() {
    #expect(abs(rate(base, 1000) / rate(base, 1) - 1000) < 1e-9)
  }

  @Test func thePapersFallsWithTheInverseSquareRoot() {
    #expect(abs(rate(base, 16_000) * 2 - rate(base, 4000)) < 1e-12)
  }

  @Test func theFactorMultipliesThePapersRate() {
    let doubled = LearningRateSchedule.paper(modelDimension: 512, warmupSteps: 4000, factor: 2)
    #expect(abs(rate(doubled, 777) - 2 * rate(base, 777)) < 1e-15)
  }

  /// fairseq, inverse_sqrt with --lr 5e-4 --warmup-updates 4000 --warmup-init-lr 1e-7: the rate of
  /// update n is 1e-7 + n (5e-4 - 1e-7) / 4000, then 5e-4 √4000 / √n.
  @Test func beginsAtTheInitialRateAsFairseqDoes() {
    var schedule = LearningRateSchedule(peak: 5e-4, warmup: TrainingSpan(4000))
    schedule.initialRate = 1e-7
    #expect(abs(rate(schedule, 1000) - (1e-7 + 1000 * (5e-4 - 1e-7) / 4000)) < 1e-15)
    #expect(abs(rate(schedule, 9000) - 5e-4 * (4000.0 / 9000).squareRoot()) < 1e-15)
  }

  /// Marian, -l 3e-4 --lr-warmup 1000 --lr-decay-inv-sqrt 4000: flat in between.
  @Test func holdsThePeakUntilTheDecayStartsAsMarianDoes() {
    var schedule = LearningRateSchedule(peak: 3e-4, warmup: TrainingSpan(1000))
    schedule.decayStart = 4000
    #expect(rate(schedule, 1000) == 3e-4)
    #expect(rate(schedule, 4000) == 3e-4)
    #expect(abs(rate(schedule, 16_000) - 1.5e-4) < 1e-15)
  }

  @Test func linearAndCosineDecayReachZeroAtTheirEnd() {
    var schedule = LearningRateSchedule(peak: 1e-3, warmup: TrainingSpan(100))
    schedule.decayEnd = 500
    for decay in [LearningRateSchedule.Decay.linear, .cosine] {
      schedule.decay = decay
      #expect(rate(schedule, 100) == 1e-3)
      #expect(abs(rate(schedule, 300) - 0.5e-3) < 1e-12, "\(decay)")
      #expect(abs(rate(schedule, 500)) < 1e-12, "\(decay)")
      #expect(abs(rate(schedule, 900)) < 1e-12, "\(decay)")
    }
    schedule.decay = .linear
    #expect(abs(rate(schedule, 200) - 0.75e-3) < 1e-12)
    schedule.decay = .cosine
    #expect(abs(rate(schedule, 200) - 0.853553e-3) < 1e-9)
    schedule.decay = .constant
    #expect(rate(schedule, 900) == 1e-3)
  }

  @Test func aWarmupCanCountTargetTokensOrEpochs() {
    let position = TrainingPosition(update: 7, targetTokens: 500, epochs: 0.25)
    let tokens = LearningRateSchedule(peak: 1, warmup: TrainingSpan(1000, .targetTokens))
    #expect(tokens.rate(at: position) == 0.5)
    let epochs = LearningRateSchedule(peak: 1, warmup: TrainingSpan(2, .epochs))
    #expect(epochs.rate(at: position) == 0.125)
  }
}
