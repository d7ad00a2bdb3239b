import Foundation
import Testing
import TextNormalization

@Suite struct StepTests {
  @Test(arguments: [
    ([Normalizer.Step.lowercase], "ÄİΣΑΣ ẞ", "äi\u{307}σασ ß"),
    ([.caseFold], "Straße ﬁ Σς", "strasse fi σσ"),
    ([.form(NormalForm(.nfd)), .stripAccents], "Crème brûlée ạ", "Creme brulee a"),
    ([.stripAccents], "e\u{301}é", "eé"), ([.whitespace(.trim)], "\u{3000} a  b\t", "a  b"),
    ([.replace(Replacement(pattern: "aa", content: "b"))], "aaaaa", "bba"),
    ([.replace(Replacement(pattern: "e\u{301}", content: "E"))], "\u{E9}e\u{301}", "\u{E9}E"),
    ([.form(NormalForm(.nfkcCaseFold))], "ＡＢ\u{200D}ß\u{AD}", "abss"),
    ([.form(NormalForm(.nfkc)), .caseFold], "Ａ\u{200D}", "a\u{200D}"),
    (
      [.form(NormalForm(.nfkc)), .replace(Replacement(pattern: "a,", content: "x"))],
      "a\u{FF0C}b", "xb"
    ),
    ([.form(NormalForm(.nfkc))], "\u{32FF}", "\u{32FF}"),
    ([.form(NormalForm(.nfkc, version: .newest))], "\u{32FF}", "令和"),
  ])
  func stepsDoWhatTheySay(steps: [Normalizer.Step], text: String, expected: String) {
    let result = Normalizer(steps: steps).normalized(text)
    #expect(result.scalarValues == expected.scalarValues)
  }

  @Test(arguments: [
    "می\u{200C}خواهم", "क्\u{200D}ष", "ශ්\u{200D}රී", "👩\u{200D}💻", "👨\u{200D}👩\u{200D}👧\u{200D}👦",
    "🏳\u{FE0F}\u{200D}🌈", "❤\u{FE0F}\u{200D}🔥", "👁\u{FE0F}\u{200D}🗨\u{FE0F}",
    "🧑🏿\u{200D}❤\u{FE0F}\u{200D}🧑🏻",
  ])
  func joinersStay(text: String) {
    #expect(Normalizer.standard().normalized(text).scalarValues == text.scalarValues)
  }

  @Test(arguments: [
    Normalizer.standard(), .standard(form: .nfkcCaseFold, version: .newest), Normalizer(steps: []),
    Normalizer(steps: [
      .lowercase, .caseFold, .stripAccents, .whitespace(.trim),
      .replace(Replacement(pattern: "e\u{301}", content: "\"")),
      .punctuation(PunctuationRules(language: "fr", variant: .sacremoses)),
    ]),
  ])
  func aNormaliserIsStoredAndReadAgain(normalizer: Normalizer) throws {
    let data = try JSONEncoder().encode(normalizer)
    #expect(try JSONDecoder().decode(Normalizer.self, from: data) == normalizer)
  }

  @Test func modelsAndMapsAreStoredAndReadAgain() throws {
    var trainer = TruecaseTrainer()
    for line in ["The cat sees the NASA.", "A cat and the dog"] { trainer.count(line) }
    let map = CharacterMap(rules: [(source: ["ﬁ"], target: ["f", "i"])])
    let normalizer = Normalizer(steps: [
      .truecase(trainer.model()), .characterMap(NamedCharacterMap(map, name: "mine")),
      .transliterate(try TransliterationRules(id: "Latin-ASCII")),
    ])
    let data = try JSONEncoder().encode(normalizer)
    #expect(try JSONDecoder().decode(Normalizer.self, from: data) == normalizer)
    #expect(normalizer.normalized("The ﬁsh – ö") == "the fish - o")
    #expect(normalizer.aligned("The ﬁsh").originalBytes(of: 4..<6) == 4..<7)
  }

  @Test func aStoredStepNamesItsParts() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(Normalizer.standard()), as: UTF8.self)
    #expect(
      text
        == #"[{"step":"controls"},{"form":"nfkc","step":"form","unicode":"9.0"},"#
        + #"{"policy":"collapse","step":"whitespace"}]"#)
  }

  @Test(arguments: [
    #"[{"step":"sparkle"}]"#, #"[{"form":"nfc"}]"#,
    #"[{"step":"form","form":"NFC","unicode":"9.0"}]"#,
    #"[{"step":"replace","pattern":"","content":""}]"#, #"[{"step":"whitespace"}]"#, "{}", "[1]",
    #"[{"step":"character-map","name":"x","map":"A"}]"#,
    #"[{"step":"character-map","name":"x","map":"////"}]"#,
    #"[{"step":"truecase","form":"raw","lowers-headlines":"false","words":"a b c"}]"#,
    #"[{"step":"punctuation","language":"de"}]"#,
  ])
  func whatIsNoStepIsRefused(text: String) {
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(Normalizer.self, from: Data(text.utf8))
    }
  }

  @Test func base64ComesBack() {
    for count in 0..<20 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 250) }
      #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
      #expect(Base64.text(of: bytes) == Data(bytes).base64EncodedString())
    }
    for text in ["A", "AA=A", "====", "A===", "AA*=", "ÄÄ"] {
      #expect(Base64.bytes(of: text) == nil)
    }
  }
}
