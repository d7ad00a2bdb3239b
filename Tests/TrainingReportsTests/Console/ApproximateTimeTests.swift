import Testing
import TrainingReports

@Suite struct ApproximateTimeTests {
  @Test(arguments: [
    (0.0, "less than a minute"), (44, "less than a minute"), (46, "about 1 min"),
    (400, "about 7 min"), (1210, "about 20 min"), (3601, "about 1 h"), (6600, "about 1 h 50 min"),
    (13_000, "about 3 h 40 min"), (36_000, "about 10 h"), (100_000, "about 28 h"),
    (300_000, "about 3 d 11 h"), (.infinity, "unknown"),
  ])
  func noMoreDigitsAreSaidThanAreKnown(seconds: Double, text: String) {
    #expect(ApproximateTime(seconds).description == text)
  }
}
