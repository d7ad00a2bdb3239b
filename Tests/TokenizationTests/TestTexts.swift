import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

func trained(
  on lines: some Sequence<String>, _ size: BPETrainer.Size,
  _ adjust: (inout BPETrainer.Options) -> Void = { _ in }
) throws -> Tokenizer {
  var options = BPETrainer.Options(size: size)
  options.normalizer = Normalizer(steps: [])
  adjust(&options)
  var trainer = try BPETrainer(options)
  for line in lines { trainer.count(line) }
  return try trainer.train()
}

extension Tokenizer {
  /// The pieces that merges made, in the order of their rank.
  var mergedPieces: [String] { merges.map { piece(for: $0.merged) } }

  var merges: [Merge] { encoder?.merges ?? [] }

  /// The engine, of a tokenizer that was trained.
  var encoder: BytePairEncoder? { engine as? BytePairEncoder }

  /// `<unk>`, `<s>` and `</s>`.
  func sentenceMarkers() throws -> [TokenID] {
    [
      try #require(specialTokens.unknown), try #require(specialTokens.beginOfSentence),
      try #require(specialTokens.endOfSentence),
    ]
  }

  /// The content of the tokenizer's file.
  var data: Data { Data(engine.file.bytes) }
}

/// The files of `Fixtures/tokenizers`.
enum Fixture {
  static func text(_ name: String) throws -> String { try Fixtures.text("tokenizers/" + name) }

  static func lines(_ name: String) throws -> [String] {
    try text(name).utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
  }

  static func tokenizer(_ name: String = "tokenizer.json") throws -> Tokenizer {
    try Tokenizer(contentsOf: Fixtures.path("tokenizers/" + name))
  }
}

extension SeededGenerator {
  /// Characters of any script, with spaces and common letters among them.
  mutating func text(count: Int) -> String {
    var text = String.UnicodeScalarView()
    while text.count < count {
      let ceiling: UInt32 = [0x80, 0x800, 0x3100, 0x11_0000].randomElement(using: &self) ?? 0x80
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<ceiling, using: &self)) {
        text.append(scalar)
      }
      if Bool.random(using: &self) { text.append(" ") }
    }
    return String(text)
  }

  /// A word over a few letters, in which many merges overlap.
  mutating func word(of letters: String, count: Int) -> String {
    String((0..<count).map { _ in letters.randomElement(using: &self) ?? "a" })
  }
}

/// Files of Apus's own layout, which this target reads alone.
extension Tokenizer {
  init(contentsOf path: String) throws {
    do {
      try self.init(data: Data(contentsOf: URL(fileURLWithPath: path)), name: path)
    } catch let error as CocoaError {
      throw TokenizationError.unreadable(file: path, reason: error.localizedDescription)
    }
  }

  init(data: Data, name: String = "tokenizer.json") throws {
    self.init(try BytePairEncoder(jsonData: data, name: name))
  }
}
