import Foundation
import Testing

/// The help is a promise: a changed text shows here, and is written anew by `generate.sh`.
@Suite struct HelpTests {
  private static let fixtures = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/help")

  @Test(arguments: [
    "apus", "apus tokenizer", "apus tokenizer train", "apus tokenizer encode",
    "apus tokenizer decode", "apus normalize", "apus train", "apus translate", "apus score",
    "apus average", "apus doctor", "translate",
  ])
  func helpIsTheTextOnRecord(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let outcome = try Invocation(
      program: words[0], arguments: words.dropFirst() + ["--help"], in: Workplace()
    ).outcome()
    let file = Self.fixtures.appendingPathComponent(words.joined(separator: "-") + ".txt")
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output == (try String(contentsOf: file, encoding: .utf8)))
  }

  @Test func versionIsPrinted() throws {
    let outcome = try Workplace().apus("--version")
    #expect(outcome.output.hasPrefix("apus "))
    #expect(outcome.status == 0)
  }
}
