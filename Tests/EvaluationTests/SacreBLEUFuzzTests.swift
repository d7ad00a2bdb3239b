import Foundation
import TestSupport
import Testing

/// Hostile text, as `Tests/Fixtures/sacrebleu/fuzz.py` makes it.
@Suite struct SacreBLEUFuzzTests {
  static let path = ProcessInfo.processInfo.environment["APUS_SACREBLEU_CASES"]

  /// Both sides compute in double precision; they differ in the last digits at most.
  static let tolerance = 1e-9

  @Test(.enabled(if: path != nil, "APUS_SACREBLEU_CASES names no file."))
  func scoresOfHostileTextAreEqual() throws {
    let path = try #require(Self.path)
    let content = try Data(contentsOf: URL(fileURLWithPath: path))
    let cases = try jsonLines(content, as: SacreBLEUCase.self)
    try #require(!cases.isEmpty)
    for expected in cases { try expected.check(tolerance: Self.tolerance) }
  }

  @Test func scoresOfTheFixtureAreEqual() throws {
    let cases = try jsonLines(
      try Fixtures.content("sacrebleu/cases.jsonl"), as: SacreBLEUCase.self)
    try #require(!cases.isEmpty)
    for expected in cases { try expected.check(tolerance: Self.tolerance) }
  }
}
