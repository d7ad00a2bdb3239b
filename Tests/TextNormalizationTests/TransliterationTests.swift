import Foundation
import TestSupport
import Testing
import TextNormalization

@Suite struct TransliterationTests {
  @Test(arguments: [
    ("Latin-ASCII", "Ærøskøbing – „ja“", "AEroskobing - ,,ja\""),
    ("Any-Upper", "straße", "STRASSE"),
    ("Russian-Latin/BGN", "говорит", "govorit"), ("NFD; [:Mn:] Remove; NFC", "é ạ ñ", "e a n"),
    ("Latin-ASCII", "", ""), ("Latin-ASCII", "\0a", "\0a"),
  ])
  func icuHasTransliterators(id: String, text: String, expected: String) throws {
    let normalizer = Normalizer(steps: [.transliterate(try TransliterationRules(id: id))])
    #expect(normalizer.normalized(text).utf8.elementsEqual(expected.utf8))
    #expect(normalizer.aligned(text).text.utf8.elementsEqual(expected.utf8))
  }

  @Test func rulesAreReadFromAFile() throws {
    let file = "# umlauts\nä > ae ;\nö > oe ;\n$x = [u] ;\n$x } b > v ;\n"
    try withTemporaryFile(Data(file.utf8)) { path in
      let rules = try TransliterationRules(contentsOf: path)
      #expect(Normalizer(steps: [.transliterate(rules)]).normalized("äöüub") == "aeoeüvb")
    }
  }

  @Test(arguments: [
    ("a > b ;\nc > ;\nd [ > e ;\nf > g ;", 3), ("a > $undefined ;", 1), ("\n\nb", 3),
    ("a > b ;\n::NoSuchThing ;", nil as Int?),
  ])
  func aBrokenRuleIsNamedWithItsLine(rules: String, line: Int?) {
    let error = #expect(throws: TextError.self) {
      try TransliterationRules(rules: rules, file: "my.rules")
    }
    guard case .malformed(let file, let found, let problem) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(file == "my.rules")
    if let line { #expect(found == line) }
    #expect(problem.hasPrefix("the transliteration rule is broken: U_"))
  }

  @Test func anUnknownIDIsNamed() {
    #expect(throws: TextError.unknownTransliterator("Latin-Klingonese")) {
      try TransliterationRules(id: "Latin-Klingonese")
    }
  }

  @Test func aResultMayBeManyTimesAsLong() throws {
    let rules = try TransliterationRules(rules: "a > \(String(repeating: "b", count: 100)) ;")
    let text = String(repeating: "a", count: 1000)
    #expect(
      Normalizer(steps: [.transliterate(rules)]).normalized(text)
        == String(repeating: "b", count: 100_000))
  }

  @Test func manyThreadsMayRewriteAtOnce() async throws {
    let normalizer = Normalizer(steps: [.transliterate(try TransliterationRules(id: "Any-Latin"))])
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        group.addTask {
          normalizer.normalized("слово \(index) λόγος") == "slovo \(index) lógos"
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
