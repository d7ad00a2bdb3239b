import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite struct TokenizerFileTests {
  private let tokenizer: Tokenizer
  private let text: String

  init() throws {
    text = try Fixture.text("tokenizer.json")
    tokenizer = try Fixture.tokenizer()
  }

  private func read(_ text: String) throws -> Tokenizer {
    try Tokenizer(data: Data(text.utf8))
  }

  // MARK: What is read

  @Test func aFileThatIsReadIsWrittenAsItWas() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/tokenizer.json"
      try tokenizer.write(to: path)
      try tokenizer.write(to: path)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }
  }

  @Test func mergesMayBeStringsAsInOlderFiles() throws {
    let older = text.replacing(/\["(\S+)", "(\S+)"\]/) { "\"\($0.1) \($0.2)\"" }
    #expect(older.contains("\"▁t he\"") || older.contains("\"▁ t\""))
    #expect(try read(older).merges == tokenizer.merges)
  }

  @Test func charactersMayBeEscaped() throws {
    let escaped = text.replacing("▁", with: "\\u2581").replacing("/", with: "\\/")
    #expect(try read(escaped).data == tokenizer.data)
    let emoji = try trained(on: ["😀\"\\\u{1}"], .merges(0))
    let json = String(decoding: emoji.data, as: UTF8.self)
    #expect(json.contains(#""\\": "#) && json.contains(#""\u0001": "#))
    #expect(try read(json.replacing("😀", with: "\\uD83D\\ude00")).data == emoji.data)
  }

  @Test(arguments: [true, false], [true, false])
  func theNormalizerIsFoundAgain(cleansControls: Bool, collapsesWhitespace: Bool) throws {
    for form in [nil] + NormalForm.Name.allCases {
      for version in NormalForm.UnicodeVersion.allCases {
        let normalizer = Normalizer.standard(
          form: form, version: version, cleansControls: cleansControls,
          collapsesWhitespace: collapsesWhitespace)
        let tokenizer = try trained(on: ["a"], .merges(0)) { $0.normalizer = normalizer }
        let again = try Tokenizer(data: tokenizer.data)
        #expect(again.encoder?.normalizer == normalizer)
      }
    }
  }

  @Test func piecesOfDifferentNormalFormStayApart() throws {
    let tokenizer = try trained(on: ["e\u{301}t e\u{301}t \u{E9}t \u{E9}t"], .merges(5))
    let again = try Tokenizer(data: tokenizer.data)
    #expect(again.vocabularyCount == tokenizer.vocabularyCount)
    #expect(again.tokenize("e\u{301}t \u{E9}t") == tokenizer.tokenize("e\u{301}t \u{E9}t"))
  }

  @Test func furtherSpecialTokensAreKept() throws {
    let entry = #"{"id": 975, "content": ">>deu<<", "special": true}"#
    let file =
      text
      .replacing("\"added_tokens\": [", with: "\"added_tokens\": [\(entry),")
      .replacing("\"vocab\": {", with: "\"vocab\": {\">>deu<<\": 975,")
    let tokenizer = try read(file)
    #expect(tokenizer.vocabularyCount == 976)
    #expect(tokenizer.detokenize([975]).isEmpty)
    #expect(try Tokenizer(data: tokenizer.data).detokenize([975]).isEmpty)
  }

  // MARK: What is refused

  @Test func aMissingFileIsNamed() {
    let error = #expect(throws: TokenizationError.self) {
      try Tokenizer(contentsOf: "no/such/tokenizer.json")
    }
    #expect(error?.description.hasPrefix("no/such/tokenizer.json: cannot be read: ") == true)
  }

  @Test func aFileThatCannotBeWrittenIsNamed() {
    let error = #expect(throws: TokenizationError.self) {
      try tokenizer.write(to: "/no/such/folder/tokenizer.json")
    }
    #expect(
      error?.description.hasPrefix("/no/such/folder/tokenizer.json: cannot be written: ") == true)
  }

  @Test(arguments: [
    ("", 1, "a JSON value"),
    ("{\n\"a\": 1,\n\"b\" 2}", 3, "a colon after the name"),
    ("{\n\"a\": 1\n\"b\": 2}", 3, "a comma or }"),
    ("[1,\n2", 2, "a comma or ]"),
    ("{1: 2}", 1, "a name in quotes"),
    ("\n\n[nul]", 3, "a JSON value"),
    ("[0x10]", 1, "a JSON value"),
    ("[\"a\n\"]", 1, "an escape for the control character"),
    ("[\"a", 1, "a closing quote"),
    (#"["\x"]"#, 1, #"an escape such as \n or \u00e9"#),
    (#"["\u12g4"]"#, 1, "four hexadecimal digits"),
    (#"["\uD83D"]"#, 1, "a surrogate pair"),
    (#"["\uDE00\uD83D"]"#, 1, "a surrogate pair"),
    ("{}\n{}", 2, "the end of the file"),
    (String(repeating: "[", count: 100_000), 1, "at most 64 nested levels"),
  ])
  func textThatIsNotJSONIsRefusedWithItsLine(text: String, line: Int, wanted: String) {
    let error = TokenizationError.malformed(
      file: "tokenizer.json", line: line, problem: "this is not JSON: \(wanted) is wanted")
    #expect(throws: error) { try read(text) }
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(
      throws: TokenizationError.malformed(
        file: "tokenizer.json", line: 1, problem: "this is not JSON: a string in UTF-8 is wanted")
    ) {
      try Tokenizer(data: Data([0x5B, 0x22, 0xC3, 0x22, 0x5D]))
    }
  }

  @Test(arguments: [
    ("\"type\": \"BPE\"", "\"type\": \"Unigram\"", "model.type"),
    ("\"dropout\": null", "\"dropout\": 0.1", "model.dropout"),
    (
      "\"end_of_word_suffix\": null", "\"end_of_word_suffix\": \"</w>\"", "model.end_of_word_suffix"
    ),
    ("\"byte_fallback\": true", "\"byte_fallback\": false", "model.byte_fallback"),
    ("\"ignore_merges\": false", "\"ignore_merges\": true", "model.ignore_merges"),
    ("\"behavior\": \"Isolated\"", "\"behavior\": \"Removed\"", "pre_tokenizer"),
    ("\"post_processor\": null", "\"post_processor\": {\"type\": \"ByteLevel\"}", "post_processor"),
    ("\"truncation\": null", "\"truncation\": {\"max_length\": 9}", "truncation"),
    ("{\"type\": \"Fuse\"},", "", "decoder"),
    (
      "{\"type\": \"Prepend\", ", "{\"type\": \"Nmt\"}, {\"type\": \"Prepend\", ",
      "normalizer"
    ),
    ("\"special\": true", "\"special\": false", "added_tokens"),
  ])
  func aFileOfAnotherKindIsRefusedByField(part: String, other: String, field: String) throws {
    try #require(text.contains(part))
    let error = #expect(throws: TokenizationError.self) {
      try read(text.replacing(part, with: other))
    }
    #expect(error?.description.hasPrefix("tokenizer.json: \"\(field)\" is ") == true)
  }

  @Test(arguments: [
    ("\"<s>\": 1,", "\"<s>\": 2,", "\"<s>\" and \"</s>\" have the same number, 2"),
    ("\"<s>\": 1,", "\"<s>\": 975,", "has the number 975, but one from 0 to 974"),
    ("\"<s>\": 1,", "\"<s>\": 1.5,", "has the number 1.5, but one from 0 to 974"),
    ("\"<0x41>\": ", "\"other\": ", "the piece <0x41> is missing"),
    ("\"<0x41>\": ", "\"<0x42>\": ", "the piece <0x42> occurs twice"),
    ("\"merges\": [", "\"merges\": [[\"a\", \"鷹\"], ", "merge 0 is [\"a\", \"鷹\"], but"),
    ("\"merges\": [", "\"merges\": [\"a b c\", ", "merge 0 is \"a b c\", but"),
    ("\"merges\": [", "\"merges\": [[\"e\", \"n\"], ", "[\"e\", \"n\"], is listed twice"),
    ("\"merges\": [", "\"merges\": [[\"e\"], ", "merge 0 is [\"e\"], but"),
    ("\"merges\": [", "\"merges\": [[\"e\", 1], ", "merge 0 is [\"e\", 1], but"),
    ("\"merges\": [", "\"merges\": [[\"e\", \"n\", \"e\"], ", "merge 0 is [\"e\", \"n\", \"e\"]"),
    ("\"merges\": [", "\"merges\": [{\"e\": \"]\"}, ", "merge 0 is {\"e\": \"]\"}, but"),
    ("\"merges\": [", "\"merges\": null, \"x\": [", "\"merges\" in \"model\" is wanted"),
    ("\"merges\": [", "\"merges\": [[\"e\", \"\\q\"], ", "this is not JSON: an escape such as"),
    ("\"merges\": [", "\"merges\": [[\"e\" \"n\"], ", "this is not JSON: a comma or ]"),
    ("\"merges\": [", "\"merges\": [}, ", "this is not JSON: a name in quotes"),
    ("\"merges\": [", "\"merges\": [\"", "this is not JSON: "),
    ("\"merges\": [", "\"merged\": [", "\"merges\" in \"model\" is wanted"),
    ("\"vocab\": {", "\"vocabulary\": {", "\"vocab\" in \"model\" is wanted"),
    ("\"added_tokens\": [", "\"tokens\": [", "\"added_tokens\" is wanted"),
  ])
  func aFaultyModelIsRefusedWithItsFault(part: String, other: String, fault: String) throws {
    try #require(text.contains(part))
    let error = #expect(throws: TokenizationError.self) {
      try read(text.replacing(part, with: other))
    }
    #expect(error?.localizedDescription.contains(fault) == true, "\(error?.description ?? "")")
  }
}
