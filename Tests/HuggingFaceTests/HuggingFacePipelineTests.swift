import Foundation
import HuggingFace
import TestSupport
import Testing
import Tokenization

/// Agreement with the package `tokenizers`, as `Fixtures/hugging-face/generate.py` recorded it.
@Suite struct HuggingFacePipelineTests {
  @Test(arguments: try PipelineFixture.all()) func everyPipelineDoesTheSame(
    fixture: PipelineFixture
  ) throws {
    let pipeline = try HuggingFacePipeline(jsonData: Data(fixture.file.utf8), name: fixture.name)
    try #require(fixture.cases.count == 5)
    for expectation in fixture.cases { expectation.check(pipeline, fixture.name) }
  }

  @Test func theFileIsGivenBackAsItWasRead() throws {
    let file = try PipelineFixture.named("bert").file
    let pipeline = try HuggingFacePipeline(jsonData: Data(file.utf8), name: "bert")
    #expect(pipeline.file == TokenizerFile(format: .huggingFace, bytes: Array(file.utf8)))
  }

  @Test func tokensAreLocatedInBytes() throws {
    let pipeline = try PipelineFixture.named("gpt2").pipeline()
    let located = pipeline.locatedTokens("ä b")
    #expect(located.map(\.bytes) == [0..<2, 2..<4])
    #expect(located.map(\.token) == pipeline.tokenize("ä b"))
  }

  @Test func specialTokensAreFoundByTheirNames() throws {
    let pipeline = try PipelineFixture.named("fallback").pipeline()
    #expect(
      pipeline.specialTokens
        == SpecialTokens(unknown: 0, beginOfSentence: 1, endOfSentence: 2, padding: nil))
  }

  @Test func numbersThatNoPieceHasSpellNothing() throws {
    let pipeline = try PipelineFixture.named("two-ways").pipeline()
    #expect(pipeline.vocabularyCount == 28)
    #expect(pipeline.piece(for: 27) == "h")
    #expect(pipeline.token(forPiece: "h") == 27)
    #expect(pipeline.piece(for: 26) == "")
    #expect(pipeline.detokenize([26]) == "")
  }

  @Test func addedTokensAreNumberedAfterAListThatRepeatsAPiece() throws {
    let flags = #""single_word":false,"lstrip":false,"rstrip":false,"normalized":false"#
    let file = """
      {"added_tokens":[{"id":0,"content":"zz",\(flags),"special":false}],
      "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["a",-1],["a",-2]]}}
      """
    let pipeline = try HuggingFacePipeline(jsonData: Data(file.utf8), name: "repeating")
    #expect(pipeline.tokenize("azza") == [2, 3, 2])
  }

  @Test func normalizedTextIsTheTextBeforeItIsCut() throws {
    let pipeline = try PipelineFixture.named("fallback").pipeline()
    #expect(utf8(pipeline.normalized("ﬁ é")) == utf8("fi e\u{301}"))
  }

  @Test func filesOfApusAreReadByItsOwnEncoder() throws {
    let own = try Fixtures.content("tokenizers/tokenizer.json")
    #expect(try BytePairEncoder.engine(jsonData: own, name: "own") is BytePairEncoder)
    let other = Data(try PipelineFixture.named("bert").file.utf8)
    #expect(try BytePairEncoder.engine(jsonData: other, name: "other") is HuggingFacePipeline)
  }

  @Test func thePipelineAgreesWithTheEncoderOfApus() throws {
    let own = try Fixtures.content("tokenizers/normalizing.json")
    let encoder = try BytePairEncoder(jsonData: own, name: "own")
    let pipeline = try HuggingFacePipeline(jsonData: own, name: "own")
    let corpus = try Fixtures.text("tokenizers/corpus.txt")
    for line in corpus.split(separator: "\n").prefix(200).map(String.init) {
      let tokens = encoder.tokenize(line)
      #expect(pipeline.tokenize(line) == tokens)
      #expect(utf8(pipeline.detokenize(tokens)) == utf8(encoder.detokenize(tokens)))
    }
  }
}

/// A pipeline of the fixture, and what the package makes of some texts with it.
struct PipelineFixture: Decodable, CustomTestStringConvertible {
  let name: String
  let model: String
  /// The members of the file other than the model.
  let parts: String
  let cases: [PipelineExpectation]
  /// The content of the tokenizer's file.
  private(set) var file = ""

  private enum CodingKeys: CodingKey { case name, model, parts, cases }

  private struct Content: Decodable {
    let models: [String: String]
    let pipelines: [PipelineFixture]
  }

  var testDescription: String { name }

  static func all() throws -> [PipelineFixture] {
    let content = try JSONDecoder().decode(
      Content.self, from: Fixtures.content("hugging-face/pipelines.json"))
    try #require(content.pipelines.count == 27)
    return try content.pipelines.map { fixture in
      var fixture = fixture
      let model = try #require(content.models[fixture.model])
      fixture.file = "{\"model\":\(model),\(fixture.parts)}"
      return fixture
    }
  }

  static func named(_ name: String) throws -> PipelineFixture {
    try #require(try all().first { $0.name == name })
  }

  func pipeline() throws -> HuggingFacePipeline {
    try HuggingFacePipeline(jsonData: Data(file.utf8), name: name)
  }
}
