import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite struct TokenizerLocationTests {
  private let tokenizer: Tokenizer
  private let normalizing: Tokenizer

  init() throws {
    tokenizer = try Fixture.tokenizer()
    normalizing = try Fixture.tokenizer("normalizing.json")
  }

  /// What each token stands for, as text.
  private func places(_ text: String, _ tokenizer: Tokenizer) -> [[UInt8]] {
    tokenizer.locatedTokens(text).map { Array(utf8(text)[$0.bytes]) }
  }

  @Test func tokensKnowTheirTextWithTheSpaceBeforeIt() {
    #expect(places("the bird", tokenizer) == ["the", " b", "ir", "d"].map(utf8))
  }

  @Test func bytesOfACharacterShareItsPlace() {
    #expect(places("鷹a", tokenizer) == ["", "鷹", "鷹", "鷹", "a"].map(utf8))
  }

  @Test func normalizedTextIsLocatedInTheOriginal() {
    #expect(places("\u{A0}ﬁ e\u{301}", normalizing).last == utf8("e\u{301}"))
    #expect(places("ﬁ", normalizing) == ["ﬁ", "ﬁ"].map(utf8))
  }

  @Test func theTokensAreThoseOfTheText() throws {
    var generator = SeededGenerator(state: 21)
    for tokenizer in [tokenizer, normalizing] {
      for _ in 0..<500 {
        let text = generator.text(count: Int.random(in: 0..<40, using: &generator))
        #expect(tokenizer.locatedTokens(text).map(\.token) == tokenizer.tokenize(text))
      }
    }
  }

  @Test func placesAreInOrderAndCoverTheText() {
    var generator = SeededGenerator(state: 22)
    for _ in 0..<1000 {
      let text = generator.text(count: Int.random(in: 0..<40, using: &generator))
      var end = 0
      for place in tokenizer.locatedTokens(text).map(\.bytes) {
        #expect(place.lowerBound == end || place.upperBound == end, "\(text)")
        end = place.upperBound
      }
      #expect(end == text.utf8.count)
    }
  }

  @Test func normalizedPlacesAreInOrder() {
    var generator = SeededGenerator(state: 23)
    for _ in 0..<1000 {
      let text = generator.text(count: Int.random(in: 0..<40, using: &generator))
      let places = normalizing.locatedTokens(text).map(\.bytes)
      for (left, right) in zip(places, places.dropFirst()) {
        #expect(left.lowerBound <= right.lowerBound && left.upperBound <= right.upperBound)
      }
      #expect(places.allSatisfy { $0.upperBound <= text.utf8.count })
    }
  }

  @Test func characterRangesAreOfWholeCharacters() throws {
    let text = "👩‍💻e\u{301}x"
    let located = tokenizer.locatedTokens(text)
    let ranges = located.map { String(text[$0.characterRange(in: text)]) }
    #expect(Set(ranges) == ["", "e\u{301}", "👩‍💻", "x"])
  }
}
