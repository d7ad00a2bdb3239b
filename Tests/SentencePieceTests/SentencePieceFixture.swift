import Foundation
import SentencePiece
import TestSupport

/// Small models and what the `sentencepiece` package does with them; see
/// `Fixtures/sentencepiece/generate.py`.
enum SentencePieceFixture {
  static let names = [
    "bpe-bytes", "bpe-rules", "bpe-spaces", "bpe-suffix", "bpe-unused", "character", "exported",
    "unigram", "unigram-bytes", "word",
  ]

  static func content(_ name: String) throws -> Data {
    try Fixtures.content("sentencepiece/" + name)
  }

  static func bytes(_ name: String) throws -> [UInt8] { Array(try content(name + ".model")) }

  static func processor(_ name: String) throws -> SentencePieceProcessor {
    try SentencePieceProcessor(bytes: bytes(name), name: name + ".model")
  }

  static func cases(_ name: String) throws -> [SentencePieceCase] {
    try jsonLines(content(name + ".expected.jsonl"))
  }
}
