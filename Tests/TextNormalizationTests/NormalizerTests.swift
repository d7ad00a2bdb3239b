import Foundation
import Testing
import TextNormalization

@Suite struct NormalizerTests {
  @Test func resultsEqualThoseOfHuggingFace() throws {
    let fixture = try HuggingFaceFixture.load()
    #expect(fixture.pipelines.count == 12)
    for pipeline in fixture.pipelines {
      let normalizer = pipeline.normalizer
      try #require(pipeline.results.count == fixture.texts.count)
      for (text, expected) in zip(fixture.texts, pipeline.results) {
        let result = normalizer.normalized(text)
        #expect(
          result.scalarValues == expected.scalarValues, "\(pipeline.configuration): \(text)")
      }
    }
  }

  /// Steps that no other test takes, so that every text is the first: nothing is known of the
  /// characters yet, and plain text passes without that.
  @Test(arguments: [false, true])
  func theFirstTextIsNormalizedLikeAnyOther(collapses: Bool) {
    var rule: UInt32 = 0xF0000
    func normalizer() throws -> Normalizer {
      rule += 1
      let pattern = try #require(Unicode.Scalar(rule).map { String($0) })
      let space: [Normalizer.Step] = collapses ? [.whitespace(.collapse)] : []
      return Normalizer(
        steps: [
          .controls, .form(NormalForm(.nfkc)), .replace(Replacement(pattern: pattern, content: "")),
        ] + space)
    }
    for count in [1, 2, 7, 8, 9, 15, 16, 17] {
      for place in 0..<count {
        for mark in [" ", "  ", "\t", "\u{7F}", "\u{1F}", "~", "ﬁ", "e\u{301}", "\u{A0}"] {
          let text =
            String(repeating: "a", count: place) + mark
            + String(repeating: "b", count: count - place - 1)
          #expect(throws: Never.self) {
            let first = try normalizer()
            let later = try normalizer()
            _ = later.normalized("½")
            #expect(
              first.normalized(text).scalarValues == later.normalized(text).scalarValues,
              "\(text.debugDescription)")
          }
        }
      }
    }
  }

  @Test func normalisingTwiceIsNormalisingOnce() throws {
    let fixture = try HuggingFaceFixture.load()
    for pipeline in fixture.pipelines {
      expectFixedPoints(pipeline.normalizer, of: fixture.texts)
    }
    expectFixedPoints(.standard(), of: blocksOfAllScalars)
    expectFixedPoints(.standard(form: .nfkcCaseFold, version: .newest), of: blocksOfAllScalars)
  }

  private func expectFixedPoints(_ normalizer: Normalizer, of texts: [String]) {
    for text in texts {
      let once = normalizer.normalized(text)
      let twice = normalizer.normalized(once)
      #expect(
        twice.utf8.elementsEqual(once.utf8), "\(normalizer.steps): \(text.hexadecimal.prefix(80))")
    }
  }

  @Test func plainTextIsTreatedLikeTextThatTakesEveryStep() {
    let normalizer = Normalizer.standard()
    for scalar in (UInt32(0)...0x1FFFF).compactMap(Unicode.Scalar.init) {
      let text = "a\(scalar)\(scalar)b"
      let alone = normalizer.normalized(text)
      let withLigature = normalizer.normalized(text + "ﬁ")
      #expect(alone.scalarValues == withLigature.scalarValues.dropLast(2), "\(scalar)")
    }
  }

  @Test(arguments: [
    ("a\tb", "a b"), ("a\r\nb", "a b"), ("a\u{0B}b", "a b"), ("a\u{0C}b", "a b"),
    ("a\u{85}b", "a b"), ("a\u{2028}b", "a b"), ("a\u{00}b", "ab"), ("a\u{1F}b", "ab"),
    ("a\u{AD}b", "ab"), ("a\u{200B}b", "ab"), ("a\u{FEFF}b", "ab"), ("a\u{2069}b", "ab"),
    ("a\u{200C}b\u{200D}c", "a\u{200C}b\u{200D}c"), ("  a   b  ", "a b"), ("\u{3000}", ""),
    ("ﬁ ½ Ａ e\u{301}", "fi 1\u{2044}2 A \u{E9}"), ("e\u{200B}\u{301}", "\u{E9}"), ("", ""),
  ])
  func defaultsCleanCharacters(text: String, expected: String) {
    #expect(Normalizer.standard().normalized(text).scalarValues == expected.scalarValues)
  }

  @Test func growingTextIsKeptWhole() {
    let text = String(repeating: "\u{FDFA}", count: 1000)
    let result = Normalizer.standard().normalized(text)
    #expect(result.unicodeScalars.count == 18_000)
  }
}

/// Every Unicode scalar once, 64 to a text, each between letters and before a combining mark.
private let blocksOfAllScalars: [String] = stride(from: UInt32(0), to: 0x11_0000, by: 64).map {
  ($0..<$0 + 64).compactMap(Unicode.Scalar.init).map { "a\($0)\u{301}o\($0)" }.joined()
}
