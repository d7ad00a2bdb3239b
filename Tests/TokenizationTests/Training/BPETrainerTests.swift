import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite struct BPETrainerTests {
  /// The dictionary of Sennrich and others (2016, §3.2): low 5, lower 2, newest 6, widest 3.
  private static let paperExample =
    [("low", 5), ("lower", 2), ("newest", 6), ("widest", 3)].map { word, count in
      Array(repeating: word, count: count).joined(separator: " ")
    }

  @Test func thePapersExampleGivesItsMerges() throws {
    let tokenizer = try trained(on: Self.paperExample, .merges(5))
    // As in the paper, but with the end-of-word mark of "est" gone and a start-of-word mark here.
    #expect(tokenizer.mergedPieces == ["es", "est", "▁l", "▁lo", "▁low"])
  }

  @Test func theMostFrequentPairIsMergedByTheDefinition() throws {
    var generator = SeededGenerator(state: 4)
    for round in 0..<20 {
      let words = (0..<30).map { _ in
        generator.word(of: "aabc", count: Int.random(in: 1..<12, using: &generator))
      }
      let tokenizer = try trained(on: words, .merges(25)) { $0.minimumFrequency = 1 }
      #expect(tokenizer.mergedPieces == Self.recountedMerges(words, count: 25), "round \(round)")
    }
  }

  @Test func orderOfLinesChangesNothing() throws {
    let lines = try Fixture.lines("corpus.txt")
    var generator = SeededGenerator(state: 5)
    let shuffled = lines.shuffled(using: &generator)
    #expect(lines != shuffled)
    let first = try trained(on: lines, .merges(300))
    let second = try trained(on: shuffled, .merges(300))
    #expect(first.data == second.data)
  }

  @Test func tiesGoToThePiecesThatComeFirst() throws {
    let tokenizer = try trained(on: ["ba ab", "ba ab"], .merges(3))
    #expect(tokenizer.mergedPieces == ["▁a", "▁b", "▁ab"])
  }

  // MARK: Size

  @Test func theVocabularyStartsWithSpecialTokensBytesAndCharacters() throws {
    let tokenizer = try trained(on: ["b a b c"], .merges(0))
    let pieces = (0..<TokenID(tokenizer.vocabularyCount)).map(tokenizer.piece(for:))
    #expect(pieces.count == 3 + 256 + 4)
    #expect(Array(pieces.prefix(5)) == ["<unk>", "<s>", "</s>", "<0x00>", "<0x01>"])
    // By frequency, then by code point.
    #expect(Array(pieces.dropFirst(258)) == ["<0xFF>", "▁", "b", "a", "c"])
  }

  @Test func theVocabularyHasExactlyTheWantedSize() throws {
    let lines = try Fixture.lines("corpus.txt")
    #expect(try trained(on: lines, .vocabulary(700)).vocabularyCount == 700)
  }

  @Test func mergesAreExactlyAsManyAsWanted() throws {
    let tokenizer = try trained(on: Fixture.lines("corpus.txt"), .merges(123))
    #expect(tokenizer.merges.count == 123)
    #expect(Set(tokenizer.mergedPieces).count == 123)
  }

  @Test func progressIsReportedAfterEachMerge() throws {
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(3)))
    for line in Self.paperExample { trainer.count(line) }
    var reports: [[Int]] = []
    _ = try trainer.train { reports.append([$0, $1]) }
    #expect(reports == [[1, 3], [2, 3], [3, 3]])
  }

  @Test func aVocabularyThatIsTooLargeNamesTheLargest() throws {
    // Of "ab ab", three characters and two merges.
    #expect(throws: TokenizationError.vocabularyTooLarge(wanted: 300, largest: 259 + 5)) {
      try trained(on: ["ab ab"], .vocabulary(300))
    }
    #expect(try trained(on: ["ab ab"], .vocabulary(264)).vocabularyCount == 264)
  }

  @Test func tooManyMergesNameTheLargestNumber() {
    #expect(throws: TokenizationError.tooManyMerges(wanted: 10, largest: 2)) {
      try trained(on: ["ab ab"], .merges(10))
    }
  }

  @Test func aVocabularyThatIsTooSmallNamesTheSmallest() {
    #expect(throws: TokenizationError.vocabularyTooSmall(wanted: 100, smallest: 259 + 3)) {
      try trained(on: ["ab ab"], .vocabulary(100))
    }
  }

  @Test func noTextGivesATokenizerOfBytes() throws {
    let tokenizer = try trained(on: [], .merges(0))
    #expect(tokenizer.vocabularyCount == 259 + 1)
    #expect(tokenizer.detokenize(tokenizer.tokenize("a ▁ é")) == "a ▁ é")
  }

  // MARK: Options

  @Test func rarePairsAreNotMerged() throws {
    #expect(throws: TokenizationError.tooManyMerges(wanted: 1, largest: 0)) {
      try trained(on: ["ab ab ab ab"], .merges(1)) { $0.minimumFrequency = 5 }
    }
    let tokenizer = try trained(on: ["ab ab ab ab"], .merges(1)) { $0.minimumFrequency = 4 }
    #expect(tokenizer.mergedPieces == ["▁a"])
  }

  @Test func piecesAreNoLongerThanAllowed() throws {
    let tokenizer = try trained(on: ["abcdefgh abcdefgh"], .merges(6)) {
      $0.maximumPieceLength = 4
    }
    #expect(tokenizer.mergedPieces.map(\.count).max() == 4)
  }

  @Test func rareCharactersBeyondTheCoverageAreSpelledInBytes() throws {
    let lines = Array(repeating: "aaaaaaaaa", count: 10) + ["xé"]
    let whole = try trained(on: lines, .merges(0))
    let covered = try trained(on: lines, .merges(0)) { $0.characterCoverage = 0.97 }
    #expect(whole.id(forPiece: "é") != nil)
    #expect(covered.id(forPiece: "é") == nil)
    #expect(covered.id(forPiece: "a") != nil)
    #expect(covered.pieces("é") == ["▁", "<0xC3>", "<0xA9>"])
  }

  @Test func spellingsOfDifferentNormalFormAreDifferentPieces() throws {
    let tokenizer = try trained(on: ["e\u{301}t e\u{301}t \u{E9}t \u{E9}t"], .merges(5))
    #expect(tokenizer.pieces("e\u{301}t").map(utf8) == [utf8("▁e\u{301}t")])
    #expect(tokenizer.pieces("\u{E9}t").map(utf8) == [utf8("▁\u{E9}t")])
  }

  @Test func textIsNormalizedBeforeItIsCounted() throws {
    let tokenizer = try trained(on: ["a\u{3000}b"], .merges(0)) {
      $0.normalizer = .standard()
    }
    #expect(tokenizer.id(forPiece: "\u{3000}") == nil)
    #expect(tokenizer.encoder?.normalizer == .standard())
  }

  /// The definition of training, without regard to time: all pairs are counted for each merge.
  private static func recountedMerges(_ words: [String], count: Int) -> [String] {
    var words = words.map { (" " + $0).map(String.init) }
    return (0..<count).map { _ in
      var counts: [[String]: Int] = [:]
      for word in words {
        for (left, right) in zip(word, word.dropFirst()) where (left + right).count <= 16 {
          counts[[left, right], default: 0] += 1
        }
      }
      let best = counts.min { first, second in
        first.value != second.value
          ? first.value > second.value : first.key.lexicographicallyPrecedes(second.key)
      }
      let pair = best?.key ?? []
      words = words.map { merged($0, pair) }
      return pair.joined().replacing(" ", with: "▁")
    }
  }

  private static func merged(_ word: [String], _ pair: [String]) -> [String] {
    var result: [String] = []
    var rest = word[...]
    while let first = rest.popFirst() {
      if [first, rest.first] == pair.map(Optional.some) {
        rest.removeFirst()
        result.append(pair.joined())
      } else {
        result.append(first)
      }
    }
    return result
  }
}
