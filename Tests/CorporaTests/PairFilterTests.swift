import Corpora
import Testing

@Suite struct PairFilterTests {
  @Test(
    arguments: [
      (0, 0, .bothSidesEmpty), (0, 1, .emptySource), (1, 0, .emptyTarget), (1, 1, nil),
      (256, 256, nil), (257, 1, .longSource), (1, 257, .longTarget), (257, 257, .longSource),
      (0, 257, .emptySource),
    ] as [(Int, Int, PairFilter.Reason?)])
  func firstReasonThatAppliesCounts(source: Int, target: Int, reason: PairFilter.Reason?) {
    let pair = SentencePair(
      source: Array(repeating: 7, count: source), target: Array(repeating: 7, count: target))
    #expect(PairFilter().reasonToDrop(pair) == reason)
  }
}
