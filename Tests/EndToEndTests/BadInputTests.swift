import Foundation
import Testing

/// Bad input ends with status 1, names file and line, and leaves nothing behind.
@Suite struct BadInputTests {
  private let workplace: Workplace
  private let invalidText = Data("good\nbad \u{FFFD}\n".utf8.map { $0 == 0xBF ? 0xFF : $0 })

  init() throws { workplace = try Workplace() }

  @Test(arguments: [
    ["tokenizer", "train", "--input", "missing", "--merges", "9", "--output", "new/t.json"],
    ["tokenizer", "encode", "--tokenizer", "missing"],
    ["score", "missing"],
    ["translate", "--model", "missing"],
    ["average", "--model", "missing", "--output", "new"],
    ["doctor", "--model", "missing"],
    [
      "train", "--src", "en", "--tgt", "de", "--train", "x", "--tokenizer", "missing",
      "--output", "new",
    ],
  ])
  func aMissingFileIsNamed(arguments: [String]) throws {
    let outcome = try workplace.apus(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("apus: error: missing"))
    #expect(!workplace.exists("new"))
  }

  @Test func linesBeforeInvalidUTF8AreStillWritten() throws {
    let outcome = try workplace.apus(["normalize"], input: invalidText)
    #expect(outcome.status == 1)
    #expect(outcome.lines == ["good"])
    #expect(outcome.errors.contains("standard input, line 2: not UTF-8"))
  }

  @Test func invalidUTF8InTrainingTextNamesFileAndLine() throws {
    _ = try workplace.write(invalidText, to: "text")
    let outcome = try workplace.apus(
      "tokenizer", "train", "--input", "text", "--merges", "9", "--output", "new/t.json")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("text, line 2: not UTF-8"))
    #expect(!workplace.exists("new"))
  }

  @Test func corporaOfUnequalLengthAreNamedWithTheirCounts() throws {
    let tokenizer = try workplace.trainTokenizer()
    _ = try workplace.write("a\nb\nc\n", to: "x.en")
    _ = try workplace.write("a\nb\n", to: "x.de")
    let outcome = try workplace.apus(
      "train", "--src", "en", "--tgt", "de", "--train", "x", "--tokenizer", tokenizer,
      "--output", "new")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("x.en has 3 lines and x.de has 2"))
    #expect(!workplace.exists("new"))
  }

  @Test func hypothesesOfUnequalLengthAreNamedWithTheirCounts() throws {
    _ = try workplace.write("a\nb\n", to: "reference")
    let outcome = try workplace.apus("score", "reference", input: "a\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("standard input has 1, reference has 2"))
    #expect(outcome.output.isEmpty)
  }

  @Test func aModelForOtherLanguagesIsNotFound() throws {
    let outcome = try workplace.apus("translate", "--src", "en", "--tgt", "xx", "hello")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no model from en to xx: looked for models/en-xx"))
  }

  @Test func outputThatCannotBeWrittenIsAFailure() throws {
    let tokenizer = try workplace.trainTokenizer()
    _ = try workplace.write("", to: "file")
    let outcome = try workplace.apus([
      "train", "--src", "en", "--tgt", "de", "--train", Phrasebook.path("train"), "--tokenizer",
      tokenizer, "--output", "file/model",
    ])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("file/model/corpus: cannot be written to"))
  }
}
