import Testing

@Suite struct TokenizerTests {
  private let workplace: Workplace
  private let tokenizer: String

  init() throws {
    workplace = try Workplace()
    tokenizer = try workplace.trainTokenizer()
  }

  @Test(arguments: ["pieces", "ids"])
  func encodingAndDecodingGivesTheNormalizedText(format: String) throws {
    let text = try Phrasebook.text("test.de")
    let normalized = try workplace.apus("normalize", input: text)
    let encoded = try workplace.apus(
      "tokenizer", "encode", "--tokenizer", tokenizer, "--output-format", format, input: text)
    let decoded = try workplace.apus(
      "tokenizer", "decode", "--tokenizer", tokenizer, "--input-format", format,
      input: encoded.output)
    #expect(encoded.status == 0)
    #expect(encoded.lines.count == normalized.lines.count)
    #expect(encoded.output != text)
    #expect(decoded.output == normalized.output)
  }

  @Test func emptyLinesStayEmptyLines() throws {
    let encoded = try workplace.apus(
      "tokenizer", "encode", "--tokenizer", tokenizer, input: "\n\nno line end")
    #expect(encoded.lines.count == 3)
    #expect(encoded.lines.prefix(2) == ["", ""])
  }

  @Test func theVocabularyHasTheSizeAskedFor() throws {
    let outcome = try workplace.apus(
      "tokenizer", "train", "--input", Phrasebook.path("train.en"), "--vocab-size", "500",
      "--output", "five hundred.json")
    #expect(outcome.errors.contains("vocabulary of 500 pieces from 1,185 lines"))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [("ids", "4 99999", "\"99999\""), ("pieces", "a nosuchpiece", "nosuchpiece")])
  func whatIsNoTokenIsNamedWithItsLine(format: String, line: String, word: String) throws {
    let outcome = try workplace.apus(
      "tokenizer", "decode", "--tokenizer", tokenizer, "--input-format", format,
      input: "\n\(line)\n")
    #expect(outcome.status == 1)
    #expect(outcome.lines == [""])
    #expect(outcome.errors.contains("standard input, line 2"))
    #expect(outcome.errors.contains(word))
  }
}

extension Workplace {
  /// Trains a small tokenizer on the phrasebook and returns its name.
  func trainTokenizer() throws -> String {
    let outcome = try apus(
      "tokenizer", "train", "--input", Phrasebook.path("train.en"), Phrasebook.path("train.de"),
      "--merges", "200", "--output", "tokenizer.json")
    try #require(outcome.status == 0, "\(outcome.errors)")
    return "tokenizer.json"
  }
}
