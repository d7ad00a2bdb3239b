import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite struct DropoutTests {
  private let tokenizer: Tokenizer
  private let encoder: BytePairEncoder
  private let lines: [String]

  init() throws {
    tokenizer = try Fixture.tokenizer()
    encoder = try #require(tokenizer.encoder)
    lines = try Fixture.lines("corpus.txt")
  }

  private func tokens(_ probability: Double, seed: UInt64 = 1) -> [[TokenID]] {
    lines.enumerated().map { position, line in
      encoder.tokenize(
        line,
        dropout: BPEDropout(probability: probability, seed: seed, position: UInt64(position)))
    }
  }

  @Test func noDropoutIsPlainEncoding() {
    #expect(tokens(0) == lines.map(tokenizer.tokenize))
  }

  @Test func fullDropoutGivesCharacters() {
    for (line, tokens) in zip(lines, tokens(1)) {
      let spelled = (" " + line).unicodeScalars.flatMap { scalar in
        let piece = scalar == " " ? "▁" : String(scalar)
        return tokenizer.id(forPiece: piece) != nil && scalar != "▁"
          ? [piece]
          : String(scalar).utf8.map { "<0x" + String($0, radix: 16, uppercase: true) + ">" }
      }
      #expect(tokens.map(tokenizer.piece(for:)) == spelled)
    }
  }

  @Test(arguments: [0.1, 0.5, 0.9]) func theTextStaysTheSame(probability: Double) {
    #expect(tokens(probability).map { tokenizer.detokenize($0) } == lines)
  }

  @Test func theSeedAndTheLineDecide() {
    #expect(tokens(0.5) == tokens(0.5))
    #expect(tokens(0.5) != tokens(0.5, seed: 2))
    let text = "different"
    let ways = Set(
      (0..<50).map { position in
        encoder.tokenize(text, dropout: BPEDropout(probability: 0.5, seed: 1, position: position))
      })
    #expect(ways.count > 5)
  }

  @Test func aLongPieceTakesLittleTime() {
    var generator = SeededGenerator(state: 3)
    let word = generator.word(of: "aehinrst", count: 20_000)
    let tokens = encoder.tokenize(
      word, dropout: BPEDropout(probability: 0.1, seed: 1, position: 0))
    #expect(tokenizer.detokenize(tokens) == word)
  }

  @Test func protectedSymbolsStayWhole() throws {
    let tokenizer = try Fixture.tokenizer("protected.json")
    let encoder = try #require(tokenizer.encoder)
    let tokens = encoder.tokenize(
      "NASA in New York", dropout: BPEDropout(probability: 1, seed: 1, position: 0))
    #expect(
      tokens.map(tokenizer.piece(for:)) == ["▁", "NASA", "▁", "i", "n", "▁", "New▁York"])
  }

  /// The distribution that subword-nmt draws (see `generate.py`), with other random numbers.
  @Test(arguments: ["0.1", "0.3", "0.6", "0.9"])
  func wordsBreakIntoAsManyPiecesAsInSubwordNMT(probability: String) throws {
    let data = try Fixtures.content("tokenizers/dropout.json")
    let wanted = try #require(
      JSONDecoder().decode([String: [Int]].self, from: data)[probability])
    let words = lines.flatMap { $0.split(separator: " ") }.filter { word in
      word.allSatisfy { $0.isASCII && $0.isLetter }
    }
    var found = Array(repeating: 0, count: wanted.count)
    for round in 0..<40 {
      for (index, word) in words.enumerated() {
        let dropout = BPEDropout(
          probability: try #require(Double(probability)), seed: UInt64(round),
          position: UInt64(index))
        found[encoder.tokenize(String(word), dropout: dropout).count] += 1
      }
    }
    try #require(found.reduce(0, +) == wanted.reduce(0, +))
    let sums = [found, wanted].map { $0.enumerated().reduce(0) { $0 + $1.offset * $1.element } }
    #expect(abs(Double(sums[0]) / Double(sums[1]) - 1) < 0.01)
    for (found, wanted) in zip(found, wanted) {
      // Four standard deviations of the difference of two such counts.
      #expect(abs(Double(found - wanted)) <= 4 * Double(found + wanted).squareRoot() + 4)
    }
  }
}
