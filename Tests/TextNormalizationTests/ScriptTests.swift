import Testing
import TextNormalization

@Suite struct ScriptTests {
  @Test func scriptsAreCountedWithoutWhatTheyShare() {
    let profile = ScriptProfile("Die Москва, 2024! \u{301}東京")
    let counts = Dictionary(uniqueKeysWithValues: profile.counts.map { ($0.key.code, $0.value) })
    #expect(counts == ["Latn": 3, "Cyrl": 6, "Hani": 2])
    #expect(profile.characterCount == 11)
    #expect(profile.dominantScripts().map(\.name) == ["Cyrillic"])
    #expect(profile.dominantScripts(0.2).map(\.code) == ["Cyrl", "Latn"])
    #expect(ScriptProfile("12 + 3").dominantScripts().isEmpty)
  }

  @Test(arguments: [
    ("de", ["Latn"]), ("en", ["Latn"]), ("ru", ["Cyrl"]), ("el", ["Grek"]), ("fa", ["Arab"]),
    ("ja", ["Hani", "Hira", "Kana"]), ("zh", ["Hani"]), ("zh-Hant", ["Bopo", "Hani"]),
    ("sr_Latn", ["Latn"]), ("hi", ["Deva"]), ("th", ["Thai"]), ("ko", ["Hang", "Hani"]),
  ])
  func languagesHaveScripts(language: String, codes: [String]) throws {
    let scripts = try #require(LanguageScripts(language: language)).scripts
    #expect(scripts.map(\.code) == codes)
  }

  @Test(arguments: ["", "!!", "no such language", "qqq"])
  func unknownLanguagesHaveNone(language: String) {
    #expect(LanguageScripts(language: language) == nil)
  }

  @Test func charactersOfOtherScriptsAreNamedWithTheirPlace() throws {
    let german = try #require(LanguageScripts(language: "de"))
    let outsiders = german.outsiders(in: "Größe, 12 € und 東 а😀")
    #expect(outsiders.map(\.scalar) == ["東", "а"])
    #expect(outsiders.map(\.script.code) == ["Hani", "Cyrl"])
    #expect(outsiders.map(\.bytes) == [20..<23, 24..<26])
  }
}
