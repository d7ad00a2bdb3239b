import SentencePiece
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite("SentencePiece oracles", .enabled(if: Oracles.areThere))
struct SentencePieceOracleTests {
  @Test(
    "every text is encoded and decoded as by the package", arguments: SentencePieceOracles.models)
  func cases(model: String) throws {
    let processor = try SentencePieceOracles.processor(model)
    let cases: [SentencePieceCase] = try SentencePieceOracles.values(model + ".expected.jsonl.gz")
    let differences = cases.flatMap { $0.differences(from: processor) }
    #expect(cases.count > 100)
    #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "\n"))")
  }

  @Test(
    "the table of pieces is the package's",
    arguments: SentencePieceOracles.models.filter { !$0.contains("/") })
  func vocabularyTable(model: String) throws {
    let bytes = try SentencePieceOracles.content(model + ".model")
    let table = try SentencePieceModel(bytes: bytes, name: model).vocabularyTable
    #expect(try utf8(table) == SentencePieceOracles.content(model + ".vocab.gz"))
  }

  @Test("the five best segmentations and their scores are the package's")
  func best() throws {
    let cases: [BestCase] = try SentencePieceOracles.values("unigram-nbest5.jsonl.gz")
    #expect(cases.count > 100)
    for (model, cases) in Dictionary(grouping: cases, by: \.model) {
      let processor = try SentencePieceOracles.processor(String(model.dropLast(6)))
      for test in cases {
        let found = processor.bestSegmentations(test.input, count: 5) ?? []
        #expect(found.map(\.tokens) == test.nbest.map(\.ids), "\(model): \(test.input)")
        #expect(found.map(\.score) == test.nbest.map(\.score), "\(model): \(test.input)")
      }
    }
  }

  @Test("texts are normalised as by the package, with each of its named maps")
  func normalizedTexts() throws {
    let cases: [NormalizedCase] = try SentencePieceOracles.values("normalize_cases.jsonl.gz")
    #expect(cases.count > 100)
    for test in cases {
      var settings = SentencePieceModel.Normalization()
      settings.map = CharacterMap.named(try #require(CharacterMap.Name(rawValue: test.rule)))
      let found = SentencePieceNormalizer(settings).normalized(test.input)
      #expect(utf8(found) == utf8(test.output), "\(test.rule): \(test.input.debugDescription)")
    }
  }

  private struct NormalizedCase: Decodable {
    let rule: String
    let input: String
    let output: String
  }

  private struct BestCase: Decodable {
    struct Segmentation: Decodable {
      let ids: [TokenID]
      let score: Float
    }
    let model: String
    let input: String
    let nbest: [Segmentation]
  }
}
