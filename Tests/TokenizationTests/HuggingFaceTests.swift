import Foundation
import Testing
import TextNormalization
import Tokenization

/// Agreement with the package `tokenizers`, as `Fixtures/tokenizers/generate.py` recorded it.
@Suite struct HuggingFaceTests {
  private struct Expectation: Decodable {
    let text: String
    let ids: [TokenID]
    let decoded: String
  }

  /// A tokenizer, and the file of what is expected of it.
  private static let fixtures = [
    ("tokenizer.json", "expected.jsonl"),
    ("normalizing.json", "expected-normalizing.jsonl"),
  ]

  private static func expectations(_ name: String) throws -> [Expectation] {
    let expectations = try Fixture.lines(name).map {
      try JSONDecoder().decode(Expectation.self, from: Data($0.utf8))
    }
    try #require(expectations.count == 61)
    return expectations
  }

  @Test(arguments: fixtures) func tokensAreTheSame(tokenizer: String, expected: String) throws {
    let tokenizer = try Tokenizer(contentsOf: Fixture.url(tokenizer).path)
    for expectation in try Self.expectations(expected) {
      #expect(tokenizer.tokenize(expectation.text) == expectation.ids, "\(expectation.text)")
    }
  }

  @Test(arguments: fixtures) func decodedTextIsTheSame(tokenizer: String, expected: String) throws {
    let tokenizer = try Tokenizer(contentsOf: Fixture.url(tokenizer).path)
    for expectation in try Self.expectations(expected) {
      #expect(utf8(tokenizer.detokenize(expectation.ids)) == utf8(expectation.decoded))
    }
  }

  @Test func theFileThatThePackageRewritesIsTheSameTokenizer() throws {
    let rewritten = try Tokenizer(contentsOf: Fixture.url("rewritten.json").path)
    #expect(rewritten.jsonData() == (try Fixture.tokenizer().jsonData()))
  }

  @Test func trainingGivesTheFixtures() throws {
    let corpus = try Fixture.lines("corpus.txt")
    let plain = try trained(on: corpus, .merges(500))
    #expect(text(of: plain) == (try Fixture.text("tokenizer.json")))
    let normalizing = try trained(on: corpus, .merges(50)) {
      $0.normalization = Normalizer.Configuration()
    }
    #expect(text(of: normalizing) == (try Fixture.text("normalizing.json")))
  }

  private func text(of tokenizer: Tokenizer) -> String {
    String(decoding: tokenizer.jsonData(), as: UTF8.self)
  }
}
