import Dispatch
import Synchronization
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// Decoding gives back what was encoded, byte for byte, whatever Unicode text it was.
@Suite struct RoundTripTests {
  private let encoder: BytePairEncoder

  init() throws {
    encoder = try #require(try Fixture.tokenizer().encoder)
  }

  @Test func fuzzedTextComesBackAsItWas() {
    #expect(failures(in: 20_000, threadCount: 1) == [])
  }

  @Test(.enabled(if: SlowTests.areWanted))
  func tenMillionFuzzedTextsComeBackAsTheyWere() {
    #expect(failures(in: 10_000_000, threadCount: 2) == [])
  }

  /// The first texts, of so many, that decoding does not give back.
  private func failures(in count: Int, threadCount: Int) -> [String] {
    let blockLength = 10_000
    let failures = Mutex<[String]>([])
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threadCount) { _ in
      let parallel = ParallelEncoder(encoder, threadCount: 1)
      while true {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard block * blockLength < count else { return }
        var fuzzer = TextFuzzer(seed: UInt64(block))
        let texts = (0..<blockLength).map { _ in fuzzer.text() }
        let tokens = parallel.tokens(of: texts)
        let different = texts.indices.filter { index in
          encoder.decodedBytes(tokens[index]) != Array(texts[index].utf8)
        }
        if !different.isEmpty { failures.withLock { $0 += different.map { texts[$0] } } }
      }
    }
    return failures.withLock { $0 }
  }

  @Test func fuzzedTextsAreMany() {
    var fuzzer = TextFuzzer(seed: 1)
    let texts = (0..<1000).map { _ in utf8(fuzzer.text()) }
    #expect(Set(texts).count > 600)
    #expect(Set(texts.joined()).count > 150)
  }

  // MARK: Bytes that are not UTF-8

  private func tokens(_ pieces: [String]) throws -> [TokenID] {
    try pieces.map { try #require(encoder.token(forPiece: $0)) }
  }

  @Test func invalidBytesAreReplacedOrEscaped() throws {
    let tokens = try tokens(["▁", "<0xE2>", "<0x96>", "a", "<0xFF>", "<0xC3>", "<0xA9>"])
    #expect(encoder.detokenize(tokens, invalidBytes: .replace) == "\u{FFFD}a\u{FFFD}\u{E9}")
    #expect(encoder.detokenize(tokens, invalidBytes: .escape) == "<0xE2><0x96>a<0xFF>\u{E9}")
    #expect(encoder.decodedBytes(tokens) == [0xE2, 0x96, 0x61, 0xFF, 0xC3, 0xA9])
  }

  @Test func validTextIsTheSameUnderBothPolicies() {
    var fuzzer = TextFuzzer(seed: 7)
    for _ in 0..<500 {
      let text = fuzzer.text()
      let tokens = encoder.tokenize(text)
      #expect(utf8(encoder.detokenize(tokens, invalidBytes: .escape)) == utf8(text))
      #expect(utf8(encoder.detokenize(tokens, invalidBytes: .replace)) == utf8(text))
    }
  }
}

/// Draws texts that have little in common but that they are Unicode.
private struct TextFuzzer {
  private var generator: SeededGenerator

  private static let oddities: [Unicode.Scalar] = [
    " ", " ", "▁", "\0", "\u{1B}", "\n", "\r", "\u{85}", "\u{200C}", "\u{200D}", "\u{301}",
    "\u{FE0F}", "\u{FEFF}", "\u{2028}", "\u{FFFD}", "\u{FFFE}", "\u{10FFFF}", "<", ">", "\u{1F468}",
  ]
  private static let letters = Array("aaabcdeehiinnorst".unicodeScalars)
  /// The first character and the number of those of some scripts.
  private static let scripts: [(UInt32, UInt32)] = [
    (0x20, 0x5F), (0xA0, 0x1E0), (0x300, 0x70), (0x370, 0x90), (0x400, 0x100), (0x590, 0x70),
    (0x600, 0x100), (0x900, 0x80), (0xE00, 0x80), (0x1100, 0x100), (0x3040, 0xC0),
    (0x4E00, 0x5200), (0xAC00, 0x2BA4), (0x1F300, 0x300), (0x0, 0xD800), (0xE000, 0x10_2000),
  ]

  init(seed: UInt64) {
    generator = SeededGenerator(state: seed &* 0x9E37_79B9_7F4A_7C15)
  }

  /// A few runs of characters of one kind each.
  mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<generator.below(4) {
      let kind = generator.below(4)
      let script = Self.scripts[generator.below(Self.scripts.count)]
      for _ in 0..<generator.below(12) {
        switch kind {
        case 0: text.append(Self.oddities[generator.below(Self.oddities.count)])
        case 1: text.append(Self.letters[generator.below(Self.letters.count)])
        default:
          text.append(
            Unicode.Scalar(script.0 + UInt32(generator.below(Int(script.1)))) ?? "\u{FFFD}")
        }
      }
    }
    return String(text)
  }
}
