import Testing

@Suite struct TruecaserTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
  }

  /// Trains a truecaser on two files.
  private func train(_ options: String...) throws -> Outcome {
    _ = try workplace.write("In the house of Anna.\nThe end\n", to: "one.txt")
    _ = try workplace.write("Now the rain in Berlin\n", to: "two.txt")
    return try workplace.apus(
      ["truecaser", "train", "--input", "one.txt", "two.txt", "--output", "models/case.txt"]
        + options)
  }

  @Test func theModelIsInTheFormatOfMoses() throws {
    let outcome = try train()
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == "cases of 8 words from 3 lines: models/case.txt\n")
    let model = String(decoding: try workplace.bytes(of: "models/case.txt"), as: UTF8.self)
    #expect(model.split(separator: "\n").contains("the (2/2)"))
    #expect(model.split(separator: "\n").contains("Berlin (1/1)"))
  }

  @Test func trainingTruecasingAndDetruecasingGoTogether() throws {
    try #require(try train().status == 0)
    let text = "The rain. Berlin in THE rain! Nobody\n\n"
    let truecased = try workplace.apus(
      "normalize", "--case", "truecase", "--truecase-model", "models/case.txt", input: text)
    #expect(truecased.lines == ["the rain. Berlin in the rain! Nobody", ""])
    let restored = try workplace.apus("truecaser", "detruecase", input: truecased.output)
    #expect(restored.lines == ["The rain. Berlin in the rain! Nobody", ""])
  }

  @Test func wordsOfTokenizedTextStandApartFromMarks() throws {
    let text = "the end. nobody . all\n"
    let tokenized = try workplace.apus(
      "truecaser", "detruecase", "--text", "tokenized", input: text)
    #expect(tokenized.lines == ["The end. nobody . All"])
    let raw = try workplace.apus("truecaser", "detruecase", input: text)
    #expect(raw.lines == ["The end. Nobody . All"])
  }

  @Test func textWithoutWordsMakesNoModel() throws {
    let empty = try workplace.write("", to: "empty.txt")
    let outcome = try workplace.apus(
      "truecaser", "train", "--input", empty, "--output", "case.txt")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("empty.txt: no word with a letter"))
    #expect(!workplace.exists("case.txt"))
  }

  @Test func aBrokenModelIsNamedWithItsLine() throws {
    _ = try workplace.write("the (2/2)\nrain\n", to: "case.txt")
    let outcome = try workplace.apus(
      "normalize", "--case", "truecase", "--truecase-model", "case.txt", input: "a\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("case.txt, line 2: pairs of a word and a count"))
  }
}
