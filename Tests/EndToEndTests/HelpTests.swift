import Foundation
import Testing

/// The help is a promise: a changed text shows here, and is written anew by `generate.sh`.
@Suite struct HelpTests {
  private static let fixtures = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/help")

  @Test(arguments: [
    "apus", "apus tokenizer", "apus tokenizer train", "apus tokenizer encode",
    "apus tokenizer decode", "apus tokenizer inspect", "apus tokenizer vocabulary",
    "apus tokenizer import", "apus tokenizer export", "apus subword-nmt",
    "apus subword-nmt learn-bpe", "apus subword-nmt apply-bpe", "apus subword-nmt get-vocab",
    "apus subword-nmt learn-joint-bpe-and-vocab", "apus subword-nmt decode", "apus bench",
    "apus bench tokenizer", "apus normalize", "apus split-sentences", "apus split-words",
    "apus truecaser", "apus truecaser train", "apus truecaser detruecase", "apus train",
    "apus translate", "apus rescore", "apus score", "apus average", "apus quantize",
    "apus shortlist",
    "apus doctor", "translate",
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
