import Corpora
import Testing

@Suite struct SplitMix64Tests {
  /// The first numbers of the authors' C code (https://prng.di.unimi.it/splitmix64.c).
  @Test func numbersAreThoseOfTheReference() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  /// The data order of a seed is a promise: a change here breaks the resumption of old trainings.
  @Test func shuffleOfASeedNeverChanges() {
    var generator = SplitMix64(seed: 1, counter: 0)
    var numbers = Array(0..<10)
    generator.shuffle(&numbers)
    #expect(numbers == [1, 9, 0, 7, 4, 2, 5, 3, 8, 6])
  }

  @Test func everyNumberBelowTheBoundIsAsLikely() {
    var generator = SplitMix64(seed: 5)
    var counts = Array(repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[generator.next(below: 6)] += 1 }
    // Five standard deviations of a binomial distribution with n = 60,000 and p = 1/6.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 457 })
  }

  @Test func shuffleReachesEveryOrderOfThree() {
    var generator = SplitMix64(seed: 3)
    var orders: Set<[Int]> = []
    for _ in 0..<100 {
      var order = [0, 1, 2]
      generator.shuffle(&order)
      orders.insert(order)
    }
    #expect(orders.count == 6)
  }

  @Test func neighbouringSeedsAndCountersDiffer() {
    var firsts: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for counter in 0..<10 as Range<UInt64> {
        var generator = SplitMix64(seed: seed, counter: counter)
        firsts.insert(generator.next())
      }
    }
    #expect(firsts.count == 100)
  }
}
