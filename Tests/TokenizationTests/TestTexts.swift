import Foundation
import TextNormalization
import Tokenization

/// A normaliser that leaves text alone.
let noNormalization = Normalizer.Configuration(
  form: .none, cleansControls: false, collapsesWhitespace: false)

func trained(
  on lines: some Sequence<String>, _ size: BPETrainer.Size,
  _ adjust: (inout BPETrainer.Options) -> Void = { _ in }
) throws -> Tokenizer {
  var options = BPETrainer.Options(size: size)
  options.normalization = noNormalization
  adjust(&options)
  var trainer = BPETrainer(options)
  for line in lines { trainer.count(line) }
  return try trainer.train()
}

extension Tokenizer {
  /// The pieces that merges made, in the order of their rank.
  var mergedPieces: [String] { merges.map { piece(for: $0.merged) } }
}

/// Equality of strings in Swift ignores normal form; a test of text must not.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

enum Fixture {
  static func url(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/tokenizers/\(name)")
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
  }

  static func lines(_ name: String) throws -> [String] {
    try text(name).utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
  }

  static func tokenizer() throws -> Tokenizer {
    try Tokenizer(contentsOf: url("tokenizer.json").path)
  }
}

/// SplitMix64 (Steele et al., 2014), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

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
