import Autodiff
import Testing

@Suite struct CounterRandomTests {
  /// The first number for the seed 1234567 of the authors' C code
  /// (https://prng.di.unimi.it/splitmix64.c).
  @Test func mixIsTheFinaliserOfSplitMix64() {
    #expect(CounterRandom.mix(1_234_567 + 0x9E37_79B9_7F4A_7C15) == 6_457_827_717_110_365_317)
  }

  @Test func sameSeedAndStreamGiveTheSameNumbers() {
    #expect(numbers(seed: 3, stream: 4) == numbers(seed: 3, stream: 4))
  }

  @Test func seedsAndStreamsShareNoNumber() {
    var all: Set<UInt64> = []
    for seed in 0..<4 as Range<UInt64> {
      for stream in 0..<4 as Range<UInt64> { all.formUnion(numbers(seed: seed, stream: stream)) }
    }
    #expect(all.count == 16 * 100)
  }

  @Test func uniformNumbersFillTheUnitIntervalEvenly() {
    var random = CounterRandom(seed: 1, stream: 1)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<100_000 { counts[Int(random.nextUniform() * 10)] += 1 }
    // Five standard deviations of a binomial distribution with n = 100,000 and p = 1/10.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 475 })
  }

  @Test func normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    var random = CounterRandom(seed: 1, stream: 2)
    let count = 100_000
    let numbers = (0..<count).map { _ in Double(random.nextNormal()) }
    func moment(_ power: Int) -> Double {
      numbers.reduce(0) { sum, x in sum + (0..<power).reduce(1.0) { product, _ in product * x } }
        / Double(count)
    }
    // Five standard errors: √(1, 2, 15, 96) / √n.
    #expect(abs(moment(1)) < 0.016)
    #expect(abs(moment(2) - 1) < 0.023)
    #expect(abs(moment(3)) < 0.062)
    #expect(abs(moment(4) - 3) < 0.155)
  }

  private func numbers(seed: UInt64, stream: UInt64) -> [UInt64] {
    var random = CounterRandom(seed: seed, stream: stream)
    return (0..<100).map { _ in random.next() }
  }
}
