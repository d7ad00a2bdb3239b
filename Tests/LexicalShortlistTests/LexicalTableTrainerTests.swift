import LexicalShortlist
import TestSupport
import Testing

@Suite struct LexicalTableTrainerTests {
  /// Two pairs, worked out by hand in fractions: `0 → 0` and `0 1 → 0 1`, with NULL beside both.
  @Test func twoIterationsAreAsByHand() {
    let pairs: [TokenPair] = [([0], [0]), ([0, 1], [0, 1])]
    let expected: [[[Double]]] = [
      [[5.0 / 7, 2.0 / 7], [1.0 / 2, 1.0 / 2], [5.0 / 7, 2.0 / 7]],
      [[235.0 / 307, 72.0 / 307], [5.0 / 14, 9.0 / 14], [235.0 / 307, 72.0 / 307]],
    ]
    for (iteration, wanted) in expected.enumerated() {
      let rows = LexicalTable.learned(pairs, vocabularyCount: 2) {
        $0.iterationCount = iteration + 1
      }.rows
      #expect(rows.map(\.count) == [2, 2, 2])
      for (row, wantedRow) in zip(rows, wanted) {
        for (value, wanted) in zip(row, wantedRow) { #expect(abs(Double(value) - wanted) < 1e-7) }
      }
    }
  }

  @Test func perplexityIsAsByHand() throws {
    let perplexities = Self.perplexities([([0], [0]), ([0, 1], [0, 1])], vocabularyCount: 2)
    try #require(perplexities.count == 5)
    #expect(perplexities[0] == 2)
    // p of the three target tokens after one iteration: 5/7, 9/14, 5/14.
    let wanted = exponential(-logarithm(225.0 / 1372) / 3)
    #expect(abs(perplexities[1] - wanted) < 1e-6)
  }

  @Test(arguments: [1, 2, 3, 6], [0, 1e-3])
  func tableIsThatOfTheNaiveModel(iterationCount: Int, minimum: Double) {
    let pairs = TestCorpora.random(count: 300, vocabularyCount: 40)
    let naive = NaiveModel1(pairs, iterationCount: iterationCount, minimum: minimum)
    let table = LexicalTable.learned(pairs, vocabularyCount: 40) {
      $0.iterationCount = iterationCount
      $0.minimumProbability = Float(minimum)
    }
    for source in (0..<40).map(Int32?.some) + [nil] {
      for target in 0..<Int32(40) {
        let wanted = naive.probabilities[.init(source: source, target: target)] ?? 0
        let found = Double(table.probability(of: target, given: source))
        #expect(abs(found - wanted) <= 1e-5 * wanted, "\(target) given \(source ?? -1)")
      }
    }
    #expect(
      table.entryCount == naive.probabilities.keys.filter { $0.source != nil }.count)
  }

  @Test func probabilitiesOfASourceTokenSumToOne() {
    let pairs = TestCorpora.random(count: 500, vocabularyCount: 50)
    let rows = LexicalTable.learned(pairs, vocabularyCount: 50) { $0.minimumProbability = 0 }.rows
    let sums = rows.map { $0.reduce(0) { $0 + Double($1) } }
    let seen = Set(pairs.flatMap { $0.target.isEmpty ? [] : $0.source })
    #expect(sums.count == 51)
    for (token, sum) in sums.enumerated() {
      let wanted = token == 50 || seen.contains(Int32(token)) ? 1.0 : 0
      #expect(abs(sum - wanted) < 1e-5, "token \(token)")
    }
  }

  @Test func perplexityNeverRises() {
    let pairs = TestCorpora.random(count: 500, vocabularyCount: 50)
    let perplexities = Self.perplexities(pairs, vocabularyCount: 50)
    #expect(perplexities.count == 5)
    for (before, after) in zip(perplexities, perplexities.dropFirst()) { #expect(after < before) }
    let naive = NaiveModel1(pairs, iterationCount: 5)
    #expect(abs((perplexities.last ?? 0) - naive.perplexity) < 1e-4)
  }

  /// The corpus makes several blocks, and the little memory makes the table forget.
  @Test(arguments: [1 << 30, 300_000])
  func tableIsTheSameForAnyNumberOfThreads(memoryLimit: Int) {
    let pairs = TestCorpora.random(count: 8000, vocabularyCount: 200, longest: 40)
    let tables = [1, 2, 3, 8].map { threadCount in
      LexicalTable.learned(pairs, vocabularyCount: 200) {
        $0.threadCount = threadCount
        $0.memoryLimit = memoryLimit
        $0.iterationCount = 3
      }
    }
    let bits = tables.map { $0.rows.map { $0.map(\.bitPattern) } }
    #expect(bits[0].count == 201)
    for other in bits.dropFirst() { #expect(other == bits[0]) }
    for other in tables { #expect(other.mostFrequent(200) == tables[0].mostFrequent(200)) }
  }

  @Test(arguments: [100_000, 300_000, 400_000])
  func littleMemoryKeepsTheBest(memoryLimit: Int) {
    let pairs = TestCorpora.translated(count: 20_000, vocabularyCount: 150, length: 20)
    let full = LexicalTable.learned(pairs, vocabularyCount: 150) { $0.minimumProbability = 0 }
    let table = LexicalTable.learned(pairs, vocabularyCount: 150) {
      $0.memoryLimit = memoryLimit
      $0.minimumProbability = 0
    }
    // What does not fit the memory has been forgotten, and no more than had to.
    #expect(full.entryCount == 150 * 150)
    #expect(table.entryCount * 16 <= memoryLimit)
    #expect(table.entryCount * 64 >= memoryLimit)
    #expect(table.mostLikely(1) == (0..<150).map { [($0 + 1) % 150] })
  }

  /// Token 9 of the source was seen once, and keeps all; the others lose some.
  @Test func littleMemoryLeavesRareTokensAlone() {
    var pairs = TestCorpora.random(count: 30_000, vocabularyCount: 60, longest: 30)
      .map { pair -> TokenPair in (pair.source.filter { $0 != 9 }, pair.target) }
    pairs.insert((source: [9], target: [11, 22, 33]), at: 100)
    let table = LexicalTable.learned(pairs, vocabularyCount: 60) {
      $0.memoryLimit = 40_000
      $0.iterationCount = 2
    }
    #expect(table.entryCount < 40_000 / 16)
    #expect(Set(table.mostLikely(60)[9]) == [11, 22, 33])
  }

  @Test func aTrainerBeginsAnewEachTime() {
    let pairs = TestCorpora.random(count: 50, vocabularyCount: 9)
    let trainer = LexicalTableTrainer(sourceVocabularyCount: 9, targetVocabularyCount: 9)
    let table = trainer.train(on: pairs)
    let again = trainer.train(on: pairs)
    #expect(table.rows == again.rows)
    #expect(table.mostFrequent(9) == again.mostFrequent(9))
    #expect(trainer.train(on: pairs.prefix(1)).mostFrequent(9).count <= pairs[0].target.count)
  }

  @Test func aCorpusWithoutTokensMakesAnEmptyTable() {
    for pairs: [TokenPair] in [[], [([], [])], [([1, 2], [])], [([], [1])]] {
      let table = LexicalTable.learned(pairs, vocabularyCount: 3)
      #expect(table.entryCount == 0)
      #expect(table.mostLikely(5) == [[], [], []])
      #expect(table.mostFrequent(5) == (pairs.first?.target ?? []))
    }
  }

  private static func perplexities(_ pairs: [TokenPair], vocabularyCount: Int) -> [Double] {
    var perplexities: [Double] = []
    _ = LexicalTableTrainer(
      sourceVocabularyCount: vocabularyCount, targetVocabularyCount: vocabularyCount
    ).train(on: pairs) { progress in
      if let perplexity = progress.perplexity { perplexities.append(perplexity) }
    }
    return perplexities
  }
}
