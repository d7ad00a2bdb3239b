import SentencePiece
import TestSupport
import Testing
import Tokenization

@Suite("SentencePiece files from elsewhere")
struct SentencePieceRobustnessTests {
  @Test("a damaged file is an error or a tokenizer, never a crash")
  func mutations() throws {
    let models = try SentencePieceFixture.names.map(SentencePieceFixture.bytes)
    var random = SeededGenerator(state: 11)
    var accepted = 0
    for count in 0..<(SlowTests.areWanted ? 400_000 : 2000) {
      let damaged = Self.damaged(models[count % models.count], &random)
      guard let processor = try? SentencePieceProcessor(bytes: damaged, name: "damaged.model")
      else { continue }
      accepted += 1
      let tokens = processor.tokenize("The tests of <sep> été ▁ 1000 日本")
      _ = processor.detokenize(tokens + [TokenID(processor.vocabularyCount - 1), 0])
      _ = processor.locatedTokens("in<sep>ter 👩‍👩‍👧")
      _ = processor.bestSegmentations("tests", count: 3)
    }
    #expect(accepted > 100)
  }

  /// A file with a few bytes changed, removed or added, or with its end cut off.
  private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var damaged = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let position = Int.random(in: 0..<damaged.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: damaged.removeLast(damaged.count - max(position, 1))
      case 1: damaged.remove(at: position)
      case 2: damaged.insert(UInt8.random(in: 0...255, using: &random), at: position)
      case 3: damaged[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      default: damaged[position] = UInt8.random(in: 0...255, using: &random)
      }
      if damaged.isEmpty { damaged = [0] }
    }
    return damaged
  }

  @Test("the byte at which a file ends too early is named")
  func truncated() throws {
    let bytes = try SentencePieceFixture.bytes("character")
    let error = #expect(throws: TokenizationError.self) {
      try SentencePieceProcessor(bytes: Array(bytes.dropLast(3)), name: "cut.model")
    }
    #expect(error?.description.hasPrefix("cut.model: byte ") == true)
    #expect(error?.description.hasSuffix("the \(bytes.count - 3) bytes of the file") == true)
    #expect(throws: TokenizationError.self) { try SentencePieceProcessor(bytes: [], name: "e") }
  }

  @Test(
    "pieces that make no vocabulary are errors",
    arguments: [
      (Change.none, nil),
      (.append("<unk>", .unknown), "it has 2 unknown pieces, but one is wanted"),
      (.append("<0x41>", .byte), "is a byte, but byte_fallback is false"),
      (.append("t", .normal), "are spelled the same"),
      (.append("a\0", .normal), "is empty or holds a NUL"),
      (.append("", .normal), "is empty or holds a NUL"),
      (.score(.nan), "has the score nan, but a number is wanted"),
      (.bytes, "the pieces <0x00> to <0xFF> are not all there"),
    ] as [(Change, String?)])
  func invalidPieces(change: Change, problem: String?) throws {
    var model = try SentencePieceModel(bytes: SentencePieceFixture.bytes("character"), name: "c")
    switch change {
    case .none: break
    case .append(let spelling, let kind):
      model.pieces.append(.init(spelling, score: 0, kind: kind))
    case .score(let score): model.pieces[5].score = score
    case .bytes: model.fallsBackToBytes = true
    }
    let bytes = try model.serialized()
    do {
      _ = try SentencePieceProcessor(bytes: bytes, name: "c.model")
      #expect(problem == nil)
    } catch let error as TokenizationError {
      #expect(error.description.hasPrefix("c.model: "))
      #expect(error.description.hasSuffix(problem ?? "no error"))
    }
  }

  enum Change: Sendable {
    case none
    case append(String, SentencePieceModel.Kind)
    case score(Float)
    case bytes
  }
}
