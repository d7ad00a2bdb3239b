import Foundation
import Testing

/// Translation with the tokens of a shortlist alone.
@Suite struct ShortlistTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    let outcome = try BundledModel.apus(
      "shortlist", "--src", "en", "--tgt", "de", "--train", Phrasebook.path("train"), "--output",
      "list.bin", in: workplace)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  private func translate(_ arguments: String..., input: String) throws -> Outcome {
    try workplace.apus(
      ["translate", "--model", BundledModel.path, "--shortlist", "list.bin"] + arguments,
      input: Data(input.utf8))
  }

  @Test func aLineDoesNotDependOnTheListsOfOthers() throws {
    let text = try Phrasebook.text("test.en", lineCount: 30)
    let together = try translate("--n-best", "2", input: text)
    #expect(together.status == 0, "\(together.errors)")
    #expect(together.lines.count == 60)
    let alone = try translate("--n-best", "2", "--batch-size", "1", "--threads", "2", input: text)
    #expect(alone.output == together.output)
  }

  @Test func theListDecides() throws {
    let text = try Phrasebook.text("test.en", lineCount: 30)
    let all = try BundledModel.apus("translate", "--word-scores", input: text)
    let some = try translate("--word-scores", input: text)
    #expect(some.lines.count == all.lines.count)
    #expect(some.output != all.output)
  }

  @Test func whatIsRequiredIsOnTheList() throws {
    let outcome = try translate(
      "--json-input", input: "{\"text\": \"A dog sleeps.\", \"required\": [\"Krokodil\"]}\n")
    #expect(outcome.lines.first?.contains("Krokodil") == true, "\(outcome.lines)")
  }

  @Test func aListOfAnotherTokenizerIsRefused() throws {
    _ = try workplace.trainTokenizer()
    try expectRefusal(ofListFrom: "en", to: "de", tokenizer: "tokenizer.json")
  }

  @Test func aListOfTheOtherDirectionIsRefused() throws {
    try expectRefusal(ofListFrom: "de", to: "en", tokenizer: BundledModel.path + "/tokenizer.json")
  }

  private func expectRefusal(
    ofListFrom source: String, to target: String, tokenizer: String
  ) throws {
    let other = try workplace.apus(
      "shortlist", "--src", source, "--tgt", target, "--train", Phrasebook.path("train"),
      "--tokenizer", tokenizer, "--output", "list.bin")
    try #require(other.status == 0, "\(other.errors)")
    let outcome = try translate(input: "A dog.\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("list.bin"), "\(outcome.errors)")
  }
}
