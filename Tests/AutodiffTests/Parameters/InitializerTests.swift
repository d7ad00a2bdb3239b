import Autodiff
import Testing

@Suite struct InitializerTests {
  private let count = 100_000

  @Test func constantRepeatsItsValue() {
    let values = Initializer.constant(2.5).values(count: 3, seed: 1, parameterIndex: 1)
    #expect(values == [2.5, 2.5, 2.5])
  }

  @Test func glorotUniformStaysWithinItsBoundAndReachesIt() throws {
    // √(6 / (96 + 54)) = 0.2.
    let values = values(.glorotUniform(fanIn: 96, fanOut: 54))
    let smallest = try #require(values.min())
    let largest = try #require(values.max())
    #expect(smallest >= -0.200_001 && smallest < -0.1999)
    #expect(largest <= 0.200_001 && largest > 0.1999)
  }

  @Test func glorotUniformHasMeanZeroAndItsVariance() {
    // Uniform in ±0.2: variance 0.2² / 3; fourth central moment 0.2⁴ / 5.
    let moments = moments(values(.glorotUniform(fanIn: 96, fanOut: 54)))
    #expect(abs(moments.mean) < 5 * (0.04 / 3 / Double(count)).squareRoot())
    let error = ((0.0016 / 5 - (0.04 / 3) * (0.04 / 3)) / Double(count)).squareRoot()
    #expect(abs(moments.variance - 0.04 / 3) < 5 * error)
  }

  @Test func normalHasMeanZeroAndItsVariance() {
    let moments = moments(values(.normal(standardDeviation: 0.5)))
    #expect(abs(moments.mean) < 5 * 0.5 / Double(count).squareRoot())
    #expect(abs(moments.variance - 0.25) < 5 * 0.25 * (2 / Double(count)).squareRoot())
  }

  @Test(arguments: [
    Initializer.glorotUniform(fanIn: 8, fanOut: 8), .normal(standardDeviation: 1),
  ])
  func valuesAreAFunctionOfSeedAndIndex(initializer: Initializer) {
    func values(seed: UInt64, index: Int) -> [Float] {
      initializer.values(count: 50, seed: seed, parameterIndex: index)
    }
    #expect(values(seed: 1, index: 2) == values(seed: 1, index: 2))
    #expect(Set(values(seed: 1, index: 2)).isDisjoint(with: values(seed: 1, index: 3)))
    #expect(Set(values(seed: 1, index: 2)).isDisjoint(with: values(seed: 2, index: 2)))
  }

  private func values(_ initializer: Initializer) -> [Float] {
    initializer.values(count: count, seed: 9, parameterIndex: 4)
  }

  private func moments(_ values: [Float]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, squares / Double(values.count))
  }
}
