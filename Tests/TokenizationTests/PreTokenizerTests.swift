import Foundation
import TestSupport
import Testing
import Tokenization

@Suite struct PreTokenizerTests {
  private func pieces(_ text: String, _ rules: PreTokenizer.Rules = .init()) -> [String] {
    let bytes = Array((" " + text).utf8)
    var pieces: [String] = []
    PreTokenizer(rules).forEachPiece(in: bytes.span) { piece in
      pieces.append(String(decoding: bytes[piece], as: UTF8.self))
    }
    return pieces
  }

  @Test(arguments: [
    ("", [" "]),
    (" ", [" ", " "]),
    ("a", [" a"]),
    ("don't stop", [" don", "'", "t", " stop"]),
    ("2024, 3.5", [" 2", "0", "2", "4", ",", " 3", ".", "5"]),
    ("a  b ", [" a", " ", " b", " "]),
    ("\u{301}e\u{301}1\u{301}", [" \u{301}e\u{301}", "1", "\u{301}"]),
    ("می\u{200C}خواهم", [" می\u{200C}خواهم"]),
    ("日本語。中文", [" 日本語", "。", "中文"]),
    ("𝒜𐍈😀x", [" 𝒜𐍈", "😀", "x"]),
    ("\u{0}\u{10FFFF}\r\n", [" \u{0}", "\u{10FFFF}", "\r", "\n"]),
  ])
  func aPieceIsARunOfLettersOrOneOtherCharacter(text: String, wanted: [String]) {
    #expect(pieces(text).map(utf8) == wanted.map(utf8))
  }

  @Test func everyCharacterIsOfTheClassThatItsCategoryGives() {
    for value in UInt32(0x80)...0x10_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isLetter = Self.isPartOfWords(scalar)
      let count = pieces("a\(scalar)").count
      guard count != (isLetter ? 1 : 2) else { continue }
      Issue.record("U+\(String(value, radix: 16)) is in \(count) pieces")
    }
  }

  private static func isPartOfWords(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: scalar.value == 0x200C || scalar.value == 0x200D
    }
  }

  @Test func joinedDigitsAreOnePiece() {
    let rules = PreTokenizer.Rules(digits: .joined)
    #expect(
      pieces("2024, 3.5 a1b٣٤½", rules) == [
        " 2024", ",", " 3", ".", "5", " a", "1", "b", "٣٤", "½",
      ])
  }

  @Test func protectedSymbolsAreNeverCut() {
    let rules = PreTokenizer.Rules(protectedSymbols: ["<x>", "NASA", "New York", "N", "<x>y"])
    #expect(pieces("<x>", rules) == [" ", "<x>"])
    #expect(pieces("a<x>yb <x", rules) == [" a", "<x>y", "b", " <", "x"])
    #expect(pieces("anNASAs NASAN", rules) == [" an", "NASA", "s", " ", "NASA", "N"])
    #expect(pieces("in New York, New", rules) == [" in", " ", "New York", ",", " ", "N", "ew"])
  }

  @Test func wordsBreakWhereAScriptWritesNoSpaces() {
    let rules = PreTokenizer.Rules(protectedSymbols: ["在天空"], breaksWords: true)
    #expect(
      pieces("ภาษาไทย go, ภาษาไทย1", rules) == [" ภาษา", "ไทย", " go", ",", " ภาษา", "ไทย", "1"])
    #expect(pieces("小鸟在天空中飞", rules).contains("在天空"))
    #expect(pieces("小鸟在天空中飞", rules).joined() == " 小鸟在天空中飞")
    #expect(pieces("don't stop", rules) == pieces("don't stop"))
  }

  @Test func theFileKeepsThatWordsBreak() throws {
    let plain = try #require(try Fixture.tokenizer().encoder)
    let encoder = BytePairEncoder(
      vocabulary: plain.vocabulary, merges: plain.merges, normalizer: plain.normalizer,
      preTokenizer: PreTokenizer(.init(digits: .joined, breaksWords: true)))
    let data = Data(encoder.file.bytes)
    let again = try #require(try Tokenizer(data: data).encoder)
    #expect(again.preTokenizer == encoder.preTokenizer)
    #expect(again.file == encoder.file)
  }

  // MARK: The rules as a pattern

  private static let rules: [PreTokenizer.Rules] = [
    .init(), .init(digits: .joined),
    .init(protectedSymbols: ["<x>", "é|(?=", "New York", "e\u{301}", "\\x{41}", "]}"]),
    .init(digits: .joined, protectedSymbols: ["A"]),
  ]

  @Test(arguments: rules) func aPatternGivesItsRulesBack(rules: PreTokenizer.Rules) {
    #expect(PreTokenizer.Rules(pattern: rules.pattern) == rules)
  }

  @Test(arguments: [
    "", "▁", "|▁(?=", #"\x{FFFFFF}|▁(?=\x{FFFFFF})|▁"#, #"\p{L}+"#, #"a|▁(?=b)|▁"#,
    PreTokenizer.Rules(protectedSymbols: ["▁"]).pattern,
  ])
  func aPatternFromElsewhereIsNone(pattern: String) {
    #expect(PreTokenizer.Rules(pattern: pattern) == nil)
  }

  @Test func theOrderOfProtectedSymbolsChangesNothing() {
    let symbols = ["a", "abc", "ab", "xyz"]
    #expect(
      PreTokenizer.Rules(protectedSymbols: symbols)
        == PreTokenizer.Rules(protectedSymbols: symbols.reversed()))
  }
}
