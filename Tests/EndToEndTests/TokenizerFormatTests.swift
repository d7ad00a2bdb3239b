import Foundation
import Testing

/// What goes from one program's tokenizer to another's, by the commands.
@Suite struct TokenizerFormatTests {
  private let workplace: Workplace
  private let text: String

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    text = try Phrasebook.text("test.de")
  }

  private func ids(_ tokenizer: String, _ options: String...) throws -> Outcome {
    let arguments = ["tokenizer", "encode", "--tokenizer", tokenizer, "--output-format", "ids"]
    return try workplace.apus(arguments + options, input: Data(text.utf8))
  }

  @Test func anExportedModelGivesTheSameNumbers() throws {
    let exported = try workplace.apus(
      "tokenizer", "export", "--tokenizer", "tokenizer.json", "--format", "sentencepiece",
      "--output", "exported.model")
    #expect(exported.status == 0, "\(exported.errors)")
    let wanted = try ids("tokenizer.json")
    #expect(!wanted.output.isEmpty)
    #expect(try ids("exported.model").output == wanted.output)
  }

  @Test func anImportedModelIsTheSameFile() throws {
    _ = try workplace.apus(
      "tokenizer", "export", "--tokenizer", "tokenizer.json", "--format", "sentencepiece",
      "--output", "exported.model")
    let imported = try workplace.apus(
      "tokenizer", "import", "--input", "exported.model", "--output", "new/tokenizer.model")
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(try workplace.bytes(of: "new/tokenizer.model") == workplace.bytes(of: "exported.model"))
  }

  @Test func threadsChangeNothing() throws {
    #expect(try ids("tokenizer.json", "--threads", "3").output == ids("tokenizer.json").output)
  }

  @Test func aThresholdKeepsToThePiecesOfALanguage() throws {
    let counted = try workplace.apus(
      "tokenizer", "vocabulary", "--tokenizer", "tokenizer.json", "--input",
      Phrasebook.path("train.en"))
    _ = try workplace.write(counted.output, to: "vocabulary.en")
    let all = try ids("tokenizer.json", "--vocabulary", "vocabulary.en")
    let one = try ids(
      "tokenizer.json", "--vocabulary", "vocabulary.en", "--vocabulary-threshold", "1")
    #expect(all.lines.count == one.lines.count)
    #expect(all.output.count > one.output.count)
  }

  @Test func dropoutFollowsItsSeed() throws {
    let first = try ids("tokenizer.json", "--dropout", "0.3", "--seed", "5")
    let again = try ids("tokenizer.json", "--dropout", "0.3", "--seed", "5", "--threads", "2")
    let other = try ids("tokenizer.json", "--dropout", "0.3", "--seed", "6")
    #expect(first.output == again.output)
    #expect(first.output != other.output)
  }

  @Test func aBrokenModelIsNamed() throws {
    _ = try workplace.write("\nno model", to: "broken.model")
    let outcome = try ids("broken.model")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("broken.model"))
  }

  @Test func codesWithABrokenLineAreNamedByIt() throws {
    let lines = ["#version: 0.2"] + (2...20).map { $0 == 17 ? "alone" : "a b\($0)" }
    _ = try workplace.write(lines.joined(separator: "\n"), to: "broken.codes")
    let outcome = try workplace.apus("subword-nmt", "apply-bpe", "-c", "broken.codes", input: "a\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("broken.codes:17:"), "\(outcome.errors)")
  }

  @Test func inspectionCountsPieces() throws {
    let outcome = try workplace.apus(
      "tokenizer", "inspect", "--tokenizer", "tokenizer.json", "--input", Phrasebook.path("test.de")
    )
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("pieces per word"))
  }
}
