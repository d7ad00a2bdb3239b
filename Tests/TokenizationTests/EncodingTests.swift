import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// The ways in which text is encoded, which must not differ in their result.
@Suite struct EncodingTests {
  private let tokenizer: Tokenizer
  private let encoder: BytePairEncoder
  private let lines: [String]

  init() throws {
    tokenizer = try Fixture.tokenizer()
    encoder = try #require(tokenizer.encoder)
    var generator = SeededGenerator(state: 11)
    var lines = try Fixture.lines("corpus.txt")
    lines += (0..<400).map { _ in
      generator.text(count: Int.random(in: 0..<80, using: &generator))
    }
    // Words of every length around the limits of keys and of short pieces.
    lines += (1..<200).map { generator.word(of: "aehinrst", count: $0) }
    self.lines = lines + lines.reversed()
  }

  @Test func linesTogetherGiveTheTokensOfEachAlone() {
    let alone = lines.map(tokenizer.tokenize)
    #expect(tokenizer.tokenize(lines: lines) == alone)
  }

  @Test(arguments: [1, 2, 3, 7]) func threadsChangeNothing(threadCount: Int) {
    let alone = lines.map(tokenizer.tokenize)
    #expect(tokenizer.tokenize(lines: lines, threadCount: threadCount) == alone)
    let block = ParallelEncoder(encoder, threadCount: threadCount).block(of: lines)
    #expect(block.lineCount == lines.count)
    #expect((0..<block.lineCount).map { Array(block[$0]) } == alone)
  }

  @Test func whatWasEncodedBeforeChangesNothing() {
    let parallel = ParallelEncoder(encoder, threadCount: 1)
    let first = parallel.tokens(of: lines)
    #expect(parallel.tokens(of: lines) == first)
  }

  @Test func moreWordsThanTheCacheHoldsChangeNothing() {
    var generator = SeededGenerator(state: 12)
    let words = (0..<60_000).map { _ in generator.word(of: "abcdefghi", count: 7) }
    let repeated = words + words.prefix(20_000)
    #expect(tokenizer.tokenize(lines: repeated) == repeated.map(tokenizer.tokenize))
  }

  @Test func noLinesGiveNoTokens() {
    #expect(tokenizer.tokenize(lines: [], threadCount: 2).isEmpty)
    #expect(tokenizer.tokenize(lines: ["", ""], threadCount: 2) == [[], []])
  }

  @Test func normalizingLinesTogetherIsNormalizingEach() throws {
    let tokenizer = try Fixture.tokenizer("normalizing.json")
    #expect(tokenizer.tokenize(lines: lines) == lines.map(tokenizer.tokenize))
  }

  @Test func aVocabularyOfTooManyPiecesIsRefused() {
    let pieces = (0...1 << 20).map { "p\($0)" }
    #expect(throws: TokenizationError.invalidVocabulary("1048577 pieces are more than 1048576")) {
      try Vocabulary(pieces: pieces, specialTokens: [])
    }
  }
}
