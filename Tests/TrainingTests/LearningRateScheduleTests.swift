import Testing
import Training

@Suite struct LearningRateScheduleTests {
  private let base = LearningRateSchedule(modelDimension: 512, warmupSteps: 4000, factor: 1)

  /// §5.3: the base model's rate is highest at the end of the warm-up, 512^-0.5 · 4000^-0.5 =
  /// 6.9877e-4.
  @Test func peaksAtTheEndOfTheWarmup() {
    #expect(abs(base.rate(step: 4000) - 6.98771e-4) < 1e-9)
    #expect(base.rate(step: 3999) < base.rate(step: 4000))
    #expect(base.rate(step: 4001) < base.rate(step: 4000))
  }

  @Test func risesInProportionToTheStep() {
    #expect(abs(base.rate(step: 1000) / base.rate(step: 1) - 1000) < 1e-9)
  }

  @Test func fallsWithTheInverseSquareRoot() {
    #expect(abs(base.rate(step: 16_000) * 2 - base.rate(step: 4000)) < 1e-12)
  }

  @Test func factorMultipliesTheRate() {
    let doubled = LearningRateSchedule(modelDimension: 512, warmupSteps: 4000, factor: 2)
    #expect(doubled.rate(step: 777) == 2 * base.rate(step: 777))
  }
}
