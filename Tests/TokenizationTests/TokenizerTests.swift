import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite struct TokenizerTests {
  private let tokenizer: Tokenizer

  init() throws {
    tokenizer = try Fixture.tokenizer()
  }

  // MARK: Nothing is lost

  @Test(arguments: [
    "", " ", "  two  spaces ", "a", "▁", "a▁b ▁ ▁▁c", "<s>", "</s> <unk> <0x41>", "\u{0}\u{7F}",
    "\r\n\t\u{B}\u{C}\u{85}\u{2028}", "\u{FEFF}x\u{200B}", "\u{301}", "👩‍💻👨‍👩‍👧‍👦🏳️‍🌈🇩🇪", "𝒜𐍈𠮷",
    "\u{10FFFF}\u{FFFE}\u{E000}", "cafe\u{301} café", "می‌خواهم", "100,000.5 €",
  ])
  func textComesBackAsItWas(text: String) {
    #expect(utf8(tokenizer.detokenize(tokenizer.tokenize(text))) == utf8(text))
  }

  @Test func randomTextComesBackAsItWas() {
    var generator = SeededGenerator(state: 1)
    for _ in 0..<500 {
      let text = generator.text(count: Int.random(in: 0..<60, using: &generator))
      #expect(utf8(tokenizer.detokenize(tokenizer.tokenize(text))) == utf8(text))
    }
  }

  @Test func textComesBackNormalized() throws {
    let tokenizer = try trained(on: ["some text to train on"], .merges(0)) {
      $0.normalizer = .standard()
    }
    let normalized = tokenizer.normalized("  two   words\n")
    #expect(normalized == "two words")
    #expect(tokenizer.detokenize(tokenizer.tokenize("  two   words\n")) == normalized)
  }

  @Test func aWordOfAMillionLettersIsReadInLinearTime() {
    var generator = SeededGenerator(state: 2)
    let word = generator.word(of: "abcdest", count: 1_000_000)
    let seconds = threadTime {
      let tokens = tokenizer.tokenize(word)
      #expect(tokens.count < 900_000)
      #expect(utf8(tokenizer.detokenize(tokens)) == utf8(word))
    }
    #expect(seconds < 10)
  }

  @Test func emptyTextHasNoTokens() {
    #expect(tokenizer.tokenize("").isEmpty)
    #expect(tokenizer.detokenize([TokenID]()).isEmpty)
  }

  // MARK: Special tokens

  @Test func textNeverBecomesASpecialToken() throws {
    let special = try tokenizer.sentenceMarkers()
    #expect(special == [0, 1, 2])
    let tokens = tokenizer.tokenize("<s> </s> <unk> a<s>b \u{10FFFF}")
    #expect(Set(tokens).isDisjoint(with: special))
  }

  @Test func specialTokensSpellNothing() throws {
    let markers = try tokenizer.sentenceMarkers()
    let tokens = [markers[1]] + tokenizer.tokenize("a b") + [markers[2]]
    #expect(tokenizer.detokenize(tokens) == "a b")
  }

  // MARK: Bytes

  @Test func aCharacterOutsideTheVocabularyBecomesItsBytes() {
    #expect(tokenizer.id(forPiece: "鷹") == nil)
    #expect(tokenizer.pieces("鷹") == ["▁", "<0xE9>", "<0xB7>", "<0xB9>"])
  }

  @Test func aLiteralSpaceMarkBecomesItsBytes() {
    #expect(tokenizer.pieces("▁") == ["▁", "<0xE2>", "<0x96>", "<0x81>"])
  }

  @Test func bytesThatAreNoCharacterBecomeReplacementCharacters() throws {
    let space = try #require(tokenizer.id(forPiece: "▁"))
    let letter = try #require(tokenizer.id(forPiece: "a"))
    let bytes = try ["<0xE2>", "<0x96>", "<0xFF>"].map { try #require(tokenizer.id(forPiece: $0)) }
    #expect(tokenizer.detokenize([space] + bytes + [letter]) == "\u{FFFD}\u{FFFD}a")
  }

  // MARK: Pieces

  @Test func mergesStayWithinRunsOfLetters() throws {
    let lines = Array(repeating: "don't 2024 e-mail ...", count: 10)
    let tokenizer = try trained(on: lines, .merges(9))
    #expect(
      tokenizer.pieces("don't 2024 e-mail ...")
        == ["▁don", "'", "t", "▁2", "0", "2", "4", "▁e", "-", "mail", "▁.", ".", "."])
  }

  @Test func marksAndJoinersStayWithTheirLetters() throws {
    let word = "می\u{200C}خوا\u{64E}هم"
    let tokenizer = try trained(on: [word, word], .merges(word.unicodeScalars.count))
    #expect(tokenizer.pieces(word) == ["▁" + word])
  }

  @Test func numbersAndSpellingsOfPiecesAreInverse() {
    for token in 0..<TokenID(tokenizer.vocabularyCount) {
      #expect(tokenizer.id(forPiece: tokenizer.piece(for: token)) == token)
    }
  }

  @Test func longPiecesMergeByRankThenFromTheLeft() throws {
    var generator = SeededGenerator(state: 3)
    let corpus = (0..<40).map { _ in generator.word(of: "aab", count: 12) }
    let tokenizer = try trained(on: corpus, .merges(30)) { $0.minimumFrequency = 1 }
    // Up to 64 bytes they are merged in one way, longer ones in another.
    for count in 1..<140 {
      let word = generator.word(of: "aab", count: count)
      #expect(tokenizer.tokenize(word) == Self.mergedOneByOne(word, by: tokenizer))
    }
  }

  /// The definition of the encoding, without regard to time.
  private static func mergedOneByOne(_ word: String, by tokenizer: Tokenizer) -> [TokenID] {
    var tokens = ("▁" + word).compactMap { tokenizer.id(forPiece: String($0)) }
    while true {
      let best = tokenizer.merges.lazy.compactMap { merge in
        tokens.indices.dropLast().first {
          tokens[$0] == merge.left && tokens[$0 + 1] == merge.right
        }.map { (merge: merge, index: $0) }
      }.first
      guard let best else { return tokens }
      tokens.replaceSubrange(best.index...best.index + 1, with: [best.merge.merged])
    }
  }
}
