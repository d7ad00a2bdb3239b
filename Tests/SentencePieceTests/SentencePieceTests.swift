import SentencePiece
import TestSupport
import Testing
import Tokenization

@Suite("SentencePiece")
struct SentencePieceTests {
  @Test("texts are encoded and decoded as by the package", arguments: SentencePieceFixture.names)
  func cases(model: String) throws {
    let processor = try SentencePieceFixture.processor(model)
    let cases = try SentencePieceFixture.cases(model)
    let differences = cases.flatMap { $0.differences(from: processor) }
    #expect(cases.count > 30)
    #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "\n"))")
  }

  @Test("pieces are decoded like their numbers, and unknown ones to themselves")
  func pieces() throws {
    let processor = try SentencePieceFixture.processor("unigram")
    for test in try SentencePieceFixture.cases("unigram") {
      let known = test.ids.map(processor.piece(for:))
      #expect(utf8(processor.detokenize(pieces: known)) == utf8(test.decoded))
    }
    #expect(processor.detokenize(pieces: ["▁a", "Ж", "<unk>", "</s>", "▁"]) == "aЖ ⁇  ")
  }

  @Test("a file is written back as it was, its unknown fields included")
  func unknownFields() throws {
    let bytes = try SentencePieceFixture.bytes("bpe-rules")
    let processor = try SentencePieceFixture.processor("bpe-rules")
    #expect(processor.file == TokenizerFile(format: .sentencePiece, bytes: bytes))
    #expect(bytes.suffix(4) == Array("kept".utf8)[...])
  }

  @Test("special tokens are those that the file marks as controls")
  func specialTokens() throws {
    let tokens = try SentencePieceFixture.processor("unigram").specialTokens
    #expect(
      tokens
        == SpecialTokens(unknown: 0, beginOfSentence: 1, endOfSentence: 2, padding: 3))
    let others = try SentencePieceFixture.processor("word").specialTokens
    #expect(others.padding == nil)
  }

  @Test("long words merge in the order of the scores", arguments: ["bpe-spaces", "bpe-suffix"])
  func mergeOrder(name: String) throws {
    let processor = try SentencePieceFixture.processor(name)
    let model = try SentencePieceModel(bytes: SentencePieceFixture.bytes(name), name: name)
    let reference = MergeReference(model)
    var random = SeededGenerator(state: 5)
    for length in [2, 5, 20, 63, 64, 65, 66, 150, 400] {
      let letters = (0..<length).map { _ in "aeinstrhelo".randomElement(using: &random) ?? "a" }
      let normalized = processor.normalized(String(letters))
      #expect(
        processor.locatedPieces(String(letters)).map(\.piece) == reference.pieces(of: normalized))
    }
  }

  @Test("a model's own tests are tried when it is read")
  func selfTests() throws {
    var model = try SentencePieceModel(bytes: SentencePieceFixture.bytes("character"), name: "c")
    model.selfTests = [.init(input: "a t", expected: "▁ a ▁ t")]
    #expect(throws: Never.self) {
      try SentencePieceProcessor(bytes: model.serialized(), name: "c")
    }
    model.selfTests.append(.init(input: "a t", expected: "▁a ▁t"))
    let error = #expect(throws: TokenizationError.self) {
      try SentencePieceProcessor(bytes: model.serialized(), name: "c.model")
    }
    #expect(
      error?.description
        == "c.model: self_test_data.samples[1]: \"a t\" is cut into \"▁ a ▁ t\", "
        + "but \"▁a ▁t\" is expected")
  }

  @Test("a model that is written says the same when it is read")
  func writing() throws {
    for name in SentencePieceFixture.names {
      let model = try SentencePieceModel(bytes: SentencePieceFixture.bytes(name), name: name)
      #expect(try SentencePieceModel(bytes: model.serialized(), name: name) == model)
    }
  }
}

/// Byte-pair encoding as its definition says, slowly.
private struct MergeReference {
  private let scores: [String: Float]

  init(_ model: SentencePieceModel) {
    scores = Dictionary(
      model.pieces.filter { $0.kind == .normal }.map { ($0.spelling, $0.score) },
      uniquingKeysWith: { first, _ in first })
  }

  func pieces(of text: String) -> [String] {
    var pieces = text.unicodeScalars.map { String($0) }
    while true {
      let merges = pieces.indices.dropLast().compactMap { index in
        scores[pieces[index] + pieces[index + 1]].map { (index: index, score: $0) }
      }
      guard let best = merges.max(by: { ($0.score, $1.index) < ($1.score, $0.index) }) else {
        return pieces
      }
      pieces[best.index] += pieces.remove(at: best.index + 1)
    }
  }
}
