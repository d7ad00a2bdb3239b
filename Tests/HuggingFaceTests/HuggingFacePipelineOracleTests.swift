import HuggingFace
import TestSupport
import Testing
import Tokenization

/// What the package `tokenizers` makes of a text.
struct PipelineExpectation: Decodable {
  let input: String
  let ids: [TokenID]
  let tokens: [String]
  /// In code points.
  let offsets: [[Int]]
  let special: [Int]
  let decoded: String

  /// Compares the pipeline's result with it, counts first.
  func check(_ pipeline: HuggingFacePipeline, _ name: String) {
    let tokens = pipeline.encode(input, addsSpecialTokens: true).tokens
    #expect(tokens.map(\.token) == ids, "\(name): \(input.debugDescription)")
    #expect(
      tokens.map { Array($0.spelling.utf8) } == self.tokens.map { Array($0.utf8) },
      "\(name): \(input.debugDescription)")
    #expect(
      tokens.map { [$0.offsets.lowerBound, $0.offsets.upperBound] } == offsets,
      "\(name): \(input.debugDescription)")
    #expect(tokens.map { $0.isSpecial ? 1 : 0 } == special, "\(name): \(input.debugDescription)")
    #expect(
      Array(pipeline.detokenize(ids).utf8) == Array(decoded.utf8),
      "\(name): \(input.debugDescription)")
    let plain = tokens.filter { !$0.isSpecial }.map(\.token)
    #expect(pipeline.tokenize(input) == plain, "\(name): \(input.debugDescription)")
  }
}

/// All cases of the folder of oracles that the environment names.
@Suite(.enabled(if: Oracles.areThere)) struct HuggingFacePipelineOracleTests {
  private static let names = [
    "bpe-bytelevel", "bpe-lower-strip-template", "bpe-metaspace-bytefallback",
    "bpe-whitespace-suffix", "unigram-metaspace", "wordpiece-bert",
  ]

  @Test(arguments: names) func everyCaseIsTheSame(name: String) throws {
    let path = "hf-tokenizers/" + name
    let file = try Oracles.content(path + ".tokenizer.json.gz")
    let pipeline = try HuggingFacePipeline(jsonData: file, name: name)
    let cases: [PipelineExpectation] = try jsonLines(Oracles.content(path + ".expected.jsonl.gz"))
    try #require(cases.count == 190)
    for expectation in cases { expectation.check(pipeline, name) }
  }
}
