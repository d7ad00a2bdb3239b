import SubwordNMT
import TestSupport
import Testing
import Tokenization

/// Plain vocabularies, and codes as a `tokenizer.json`.
@Suite struct SubwordNMTHuggingFaceTests {
  private struct Line: Decodable {
    let text: String
    let tokens: [String]
  }

  private let codes: SubwordNMTCodes

  init() throws {
    codes = try SubwordNMTCodes(
      utf8: Array("#version: 0.2\nt h\nth e</w>\n".utf8), name: "bpe.codes")
  }

  // MARK: tokenizer.json

  @Test func theFileIsTheOneThatTheFixtureWasMadeWith() throws {
    let codes = try SubwordNMTCodes(contentsOf: SubwordNMTFixture.path("joint.codes"))
    let expected = try SubwordNMTFixture.bytes("hugging-face.json")
    #expect(difference(try codes.huggingFaceJSON(), expected) == nil)
  }

  @Test func thePackageTokenizersCutsTextAsApplyBPEDoes() throws {
    let codes = try SubwordNMTCodes(contentsOf: SubwordNMTFixture.path("joint.codes"))
    var encoder = try SubwordNMTEncoder(codes)
    let lines: [Line] = try SubwordNMTFixture.values("hugging-face.jsonl")
    #expect(lines.count == 27)
    var count = 0
    for line in lines where !line.tokens.contains("<unk>") && !line.text.contains("\r") {
      let subwords = line.tokens.map {
        $0.hasSuffix("</w>") ? String($0.dropLast("</w>".count)) : $0 + "@@"
      }
      #expect(utf8(encoder.encode(line.text)) == utf8(subwords.joined(separator: " ")))
      count += 1
    }
    #expect(count > 10)
  }

  @Test func piecesKeepTheirNumbersUnderTheirOtherNames() throws {
    let vocabulary = try PlainVocabulary(
      pieces: ["</s>", "<unk>", "the", "th@@", "t@@", "h@@", "e", "@@"])
    let json = String(
      decoding: try codes.huggingFaceJSON(vocabulary: vocabulary), as: UTF8.self)
    for member in ["\"</s>\": 0", "\"<unk>\": 1", "\"the</w>\": 2", "\"th\": 3", "\"@@</w>\": 7"] {
      #expect(json.contains(member))
    }
    #expect(json.contains("[\"th\", \"e</w>\"]"))
  }

  @Test func aVocabularyThatMissesAMergesPieceIsRefusedWithTheLine() throws {
    let pieces = ["<unk>", "the", "th@@", "t@@", "h@@", "e"]
    for missing in pieces.dropFirst() {
      let vocabulary = try PlainVocabulary(
        pieces: pieces.filter { $0 != missing }, name: "vocab.txt")
      let line = ["the", "e"].contains(missing) ? 3 : 2
      let error = TokenizationError.malformed(
        file: "bpe.codes", line: line,
        problem: "the piece \"\(missing)\" of this merge is not in vocab.txt")
      #expect(throws: error) { try codes.huggingFaceJSON(vocabulary: vocabulary) }
    }
  }

  @Test func whatCannotBeExpressedIsRefused() throws {
    let unknownIsMissing = try PlainVocabulary(pieces: ["the", "th@@", "t@@", "h@@", "e"])
    let clash = try PlainVocabulary(
      pieces: ["<unk>", "the", "th@@", "t@@", "h@@", "e", "e</w>@@"])
    for vocabulary in [unknownIsMissing, clash] {
      #expect(throws: TokenizationError.self) {
        try codes.huggingFaceJSON(vocabulary: vocabulary)
      }
    }
    let old = try SubwordNMTCodes(utf8: Array("t h\nth e\nthe </w>\n".utf8))
    #expect(throws: TokenizationError.self) { try old.huggingFaceJSON() }
  }

  // MARK: Plain vocabularies

  private func vocabulary(
    _ text: String, _ format: PlainVocabulary.Format
  ) throws -> PlainVocabulary {
    try PlainVocabulary(utf8: Array(text.utf8), name: "vocab", format: format)
  }

  private func pieces(_ text: String, _ format: PlainVocabulary.Format) throws -> [[UInt8]] {
    try vocabulary(text, format).entries.map { utf8($0.piece) }
  }

  @Test func pieceAndLineHaveTheSameNumber() throws {
    let vocabulary = try vocabulary("<unk>\nthe\t-3.5\nof 12\r\n2 5\ne\u{301}\n\u{E9}", .lines)
    #expect(vocabulary.entries.count == 6)
    #expect(vocabulary.entries.map(\.value) == [nil, "-3.5", "12", "5", nil, nil])
    #expect(vocabulary.number(of: "the") == 1)
    #expect(vocabulary.number(of: "2") == 3)
    #expect(vocabulary.number(of: "e\u{301}") == 4)
    #expect(vocabulary.number(of: "\u{E9}") == 5)
  }

  @Test func fairseqListsAllPiecesButItsFirstFour() throws {
    let vocabulary = try vocabulary("the 12\nof@@ 3\n", .fairseq)
    #expect(vocabulary.entries.map(\.piece) == ["<s>", "<pad>", "</s>", "<unk>", "the", "of@@"])
    #expect(try vocabulary.utf8(as: .fairseq) == Array("the 12\nof@@ 3\n".utf8))
  }

  @Test func marianNamesTheNumberOfEachPiece() throws {
    let text = "---\n\"<unk>\": 1\n'it''s': 2\n</s>: 0\n\"\\\"\\u00e9\": 3\n:: 4\n"
    let expected = ["</s>", "<unk>", "it's", "\"\u{E9}", ":"]
    #expect(try pieces(text, .marian) == expected.map { Array($0.utf8) })
    let again = String(
      decoding: try vocabulary(text, .marian).utf8(as: .marian), as: UTF8.self)
    #expect(try pieces(again, .marian) == expected.map { Array($0.utf8) })
  }

  @Test(arguments: [
    ("a\nb\na\n", PlainVocabulary.Format.lines, 3),
    ("a\n\nb\n", .lines, 2),
    ("a 5\nb\n", .fairseq, 2),
    ("<unk> 5\n", .fairseq, 1),
    ("\"a\": 0\n\"b\" 1\n", .marian, 2),
    ("\"a\": 0\n\"b\": 2\n", .marian, 2),
    ("\"a\": 0\n\"b\": 0\n", .marian, 2),
    ("\"a\": 0\n\"b: 1\n", .marian, 2),
    ("'a'b': 0\n", .marian, 1),
  ])
  func aBrokenLineIsNamed(text: String, format: PlainVocabulary.Format, line: Int) {
    let error = #expect(throws: TokenizationError.self) { try vocabulary(text, format) }
    #expect(error?.description.hasPrefix("vocab:\(line): ") == true, "\(String(describing: error))")
  }

  @Test func aPieceThatAFormatCannotExpressIsRefused() throws {
    let vocabulary = try PlainVocabulary(pieces: ["a", "b 5", "c\n"])
    #expect(throws: TokenizationError.self) { try vocabulary.utf8(as: .lines) }
    #expect(throws: TokenizationError.self) { try vocabulary.utf8(as: .fairseq) }
    #expect(
      try PlainVocabulary(utf8: vocabulary.utf8(as: .marian), format: .marian).number(of: "c\n")
        == 2)
    #expect(throws: TokenizationError.self) { try PlainVocabulary(pieces: ["a", "a"]) }
    #expect(throws: TokenizationError.self) { try PlainVocabulary(pieces: [""]) }
  }
}
