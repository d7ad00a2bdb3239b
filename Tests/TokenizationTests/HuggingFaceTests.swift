import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// Agreement with the package `tokenizers`, as `Fixtures/tokenizers/generate.py` recorded it.
@Suite struct HuggingFaceTests {
  private struct Expectation: Decodable {
    let text: String
    let ids: [TokenID]
    let offsets: [[Int]]
    let decoded: String
  }

  /// A tokenizer, and the file of what is expected of it.
  private static let fixtures = [
    ("tokenizer.json", "expected.jsonl"),
    ("normalizing.json", "expected-normalizing.jsonl"),
    ("protected.json", "protected.jsonl"),
  ]

  private static func expectations(_ name: String) throws -> [Expectation] {
    let expectations: [Expectation] = try jsonLines(Fixtures.content("tokenizers/" + name))
    try #require(expectations.count >= 61)
    return expectations
  }

  @Test(arguments: fixtures) func tokensAreTheSame(tokenizer: String, expected: String) throws {
    let tokenizer = try Fixture.tokenizer(tokenizer)
    for expectation in try Self.expectations(expected) {
      #expect(tokenizer.tokenize(expectation.text) == expectation.ids, "\(expectation.text)")
    }
  }

  @Test(arguments: fixtures) func decodedTextIsTheSame(tokenizer: String, expected: String) throws {
    let tokenizer = try Fixture.tokenizer(tokenizer)
    for expectation in try Self.expectations(expected) {
      #expect(utf8(tokenizer.detokenize(expectation.ids)) == utf8(expectation.decoded))
    }
  }

  @Test(arguments: [fixtures[0], fixtures[2]])
  func placesAreTheSame(tokenizer: String, expected: String) throws {
    let tokenizer = try Fixture.tokenizer(tokenizer)
    for expectation in try Self.expectations(expected) {
      var offsets = tokenizer.locatedTokens(expectation.text).map { located in
        [located.bytes.lowerBound, located.bytes.upperBound].map { offset in
          String(decoding: utf8(expectation.text)[..<offset], as: UTF8.self).unicodeScalars.count
        }
      }
      // The space before the text is no part of it; the package gives it the first character's place.
      if offsets.first == [0, 0] { offsets[0] = [0, 1] }
      #expect(offsets == expectation.offsets, "\(expectation.text)")
    }
  }

  @Test func theRulesOfCuttingAreFoundAgain() throws {
    let tokenizer = try Fixture.tokenizer("protected.json")
    let rules = try #require(tokenizer.encoder?.preTokenizer.rules)
    #expect(
      rules
        == PreTokenizer.Rules(
          digits: .joined, protectedSymbols: ["<x>", "NASA", "New York", "<x>y", "N", "é|"]))
    #expect(try Tokenizer(data: tokenizer.data).encoder?.preTokenizer == PreTokenizer(rules))
    #expect(try Tokenizer(data: tokenizer.data).data == tokenizer.data)
  }

  @Test func theFileThatThePackageRewritesIsTheSameTokenizer() throws {
    let rewritten = try Fixture.tokenizer("rewritten.json")
    #expect(rewritten.data == (try Fixture.tokenizer().data))
  }

  @Test func trainingGivesTheFixtures() throws {
    let corpus = try Fixture.lines("corpus.txt")
    let plain = try trained(on: corpus, .merges(500))
    #expect(text(of: plain) == (try Fixture.text("tokenizer.json")))
    let normalizing = try trained(on: corpus, .merges(50)) {
      $0.normalizer = .standard()
    }
    #expect(text(of: normalizing) == (try Fixture.text("normalizing.json")))
  }

  private func text(of tokenizer: Tokenizer) -> String {
    String(decoding: tokenizer.data, as: UTF8.self)
  }
}
