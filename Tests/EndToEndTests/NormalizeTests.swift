import Foundation
import Testing

@Suite struct NormalizeTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
  }

  private func normalize(_ arguments: String..., input: String) throws -> Outcome {
    try workplace.apus(["normalize"] + arguments, input: Data(input.utf8))
  }

  @Test func aLineComesOutForEachLine() throws {
    let outcome = try normalize(
      input: "\u{FB01}nd\u{A0} it\r\n\na\0b\nx\u{2028}y\nx\u{85}y\n👨\u{200D}👩\u{200D}👧 Ａ")
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.lines == ["find it", "", "ab", "x y", "x y", "👨\u{200D}👩\u{200D}👧 A"])
  }

  @Test(arguments: [
    (["--form", "none"], "ＡﬁÉ\u{200B} ß"), (["--form", "nfc"], "ＡﬁÉ\u{200B} ß"),
    (["--form", "nfd"], "ＡﬁE\u{301}\u{200B} ß"), (["--form", "nfkd"], "AfiE\u{301}\u{200B} ß"),
    (["--form", "nfkc-casefold"], "afié ss"), (["--form", "nmt-nfkc"], "AfiÉ ß"),
    (["--form", "nmt-nfkc-cf"], "afié ß"), (["--form", "spm-nfkc"], "AfiÉ\u{200B} ß"),
    (["--form", "spm-nfkc-cf"], "afié\u{200B} ß"), (["--case", "lower"], "afié\u{200B} ß"),
    (["--case", "fold"], "afié\u{200B} ss"), (["--strip-accents"], "AfiE\u{200B} ß"),
    (["--form", "nfkd", "--strip-accents"], "AfiE\u{200B} ß"),
  ])
  func optionsChooseTheSteps(options: [String], expected: String) throws {
    let arguments = ["normalize", "--keep-controls"] + options
    let outcome = try workplace.apus(arguments, input: Data("ＡﬁÉ\u{200B} ß\n".utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.map { Array($0.utf8) } == [Array(expected.utf8)])
  }

  @Test(arguments: [
    (["--whitespace", "collapse"], "a b"), (["--whitespace", "trim"], "a \t b"),
    (["--whitespace", "keep"], "  a \t b "), (["--keep-whitespace"], "  a \t b "),
  ])
  func whitespaceFollowsThePolicy(options: [String], expected: String) throws {
    let outcome = try workplace.apus(
      ["normalize", "--keep-controls"] + options, input: Data("  a \t b \n".utf8))
    #expect(outcome.lines == [expected])
  }

  @Test func onlyTheNewestFormKnowsNewCharacters() throws {
    // U+32FF SQUARE ERA NAME REIWA came with Unicode 12.1.
    #expect(try normalize(input: "\u{32FF}\n").lines == ["令和"])
    #expect(try normalize("--unicode", "9.0", input: "\u{32FF}\n").lines == ["\u{32FF}"])
  }

  @Test func rulesComeBeforeTransliterationAndThatBeforeTheForm() throws {
    let rules = try workplace.write("# Berlin\nich > ick ;\nä > Я ;\n", to: "rules.txt")
    let outcome = try normalize(
      "--rules", rules, "--transliterate", "Cyrillic-Latin", "--case", "lower",
      input: "ich Ａä\n")
    #expect(outcome.lines == ["ick aâ"])
  }

  @Test func aTransliterationNeverBreaksALine() throws {
    let rules = try workplace.write("x > \\n ;\n", to: "rules.txt")
    let outcome = try normalize(
      "--rules", rules, "--keep-controls", "--keep-whitespace", input: "axb\n")
    #expect(outcome.lines == ["a b"])
  }

  @Test func punctuationFollowsTheLanguage() throws {
    let input = "„Ja“ – 1\u{A0}000 …\n"
    let german = try normalize("--form", "nfc", "--punctuation", "de", input: input)
    #expect(german.lines == ["\"Ja\" - 1,000 ..."])
    let english = try normalize("--form", "nfc", "--punctuation", "en", input: input)
    #expect(english.lines == ["\"Ja\" - 1.000 ..."])
  }

  @Test func aTokenizersStepsAreTaken() throws {
    let tokenizer = try workplace.trainTokenizer()
    let input = "\u{FB01}nd \u{32FF}\n"
    #expect(try normalize("--tokenizer", tokenizer, input: input).lines == ["find \u{32FF}"])
    let shown = try normalize("--tokenizer", tokenizer, "--show", input: input)
    #expect(shown.lines.first == "1: [-ﬁ-]{+fi+}nd \u{32FF}")
  }

  @Test func changedLinesAreShownWithTheirReasons() throws {
    let input = "plain\n\n\u{FB01}nd\nCafé\0\n"
    let outcome = try normalize("--show", input: input)
    #expect(
      outcome.lines == [
        "3: [-ﬁ-]{+fi+}nd", "  U+FB01 LATIN SMALL LIGATURE FI -> fi (NFKC)",
        "4: Café[-<U+0000>-]", "  U+0000 <control-0000> -> nothing (controls)",
      ])
    #expect(outcome.errors == "2 of 4 lines changed\n")
    let colored = try normalize("--show", "--color", "always", input: input)
    #expect(colored.lines.first == "3: \u{1B}[31;9mﬁ\u{1B}[0m\u{1B}[32mfi\u{1B}[0mnd")
  }

  @Test(arguments: ["1", "2"])
  func theReportCountsTheChangesOfAllLines(threads: String) throws {
    let input = String(repeating: "\u{FB01}nd  it\nplain\n", count: 700)
    let outcome = try normalize("--report", "--threads", threads, input: input)
    #expect(
      outcome.lines == [
        "1400 lines, 700 changed", "controls: 0 changes in 0 lines",
        "NFKC: 700 changes in 700 lines", "  700  U+FB01 LATIN SMALL LIGATURE FI -> fi",
        "whitespace: 700 changes in 700 lines", "  700  2 x U+0020 SPACE -> U+0020 SPACE",
      ])
  }

  @Test func linesWithLettersOfOtherScriptsAreNamed() throws {
    let outcome = try normalize(
      "--expect-language", "de", input: "gut, 1 €!\n\nschlеcht, schlеcht α\n")
    #expect(outcome.lines.count == 3)
    #expect(
      outcome.errors == """
        line 3: not Latin: 2 x U+0435 CYRILLIC SMALL LETTER IE, U+03B1 GREEK SMALL LETTER ALPHA
        1 of 3 lines are not all Latin, which de is written in: 2 x Cyrillic, 1 x Greek

        """)
  }

  @Test func aBrokenRuleIsNamedWithItsLine() throws {
    _ = try workplace.write("a > b ;\n\nthis is { broken\n", to: "rules.txt")
    let outcome = try normalize("--rules", "rules.txt", input: "a\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("apus: error: rules.txt, line 3: "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    (["--rules", "none"], 1, "none: no such file"),
    (["--case", "truecase", "--truecase-model", "none"], 1, "none: no such file"),
    (["--tokenizer", "none"], 1, "none: cannot be read"),
    (["--transliterate", "Nope"], 2, "--transliterate is Nope; wanted the ID"),
    (["--case", "truecase"], 2, "--case truecase needs --truecase-model"),
    (["--truecase-model", "x"], 2, "--truecase-model goes with --case truecase only"),
    (["--whitespace", "trim", "--keep-whitespace"], 2, "either --whitespace trim or"),
    (["--show", "--report"], 2, "either --show or --report"),
    (["--tokenizer", "x", "--strip-accents"], 2, "leave --strip-accents out"),
    (["--tokenizer", "x", "--unicode", "9.0"], 2, "leave --unicode out"),
    (["--expect-language", "nonsense"], 2, "--expect-language is nonsense"),
    (["--form", "bogus"], 2, "nmt-nfkc"),
  ])
  func whatCannotBeDoneIsSaid(options: [String], status: Int32, message: String) throws {
    let outcome = try workplace.apus(["normalize"] + options, input: Data("a\n".utf8))
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message))
    #expect(outcome.output.isEmpty)
  }

  @Test func aLineThatIsNotUTF8IsNamed() throws {
    let outcome = try workplace.apus(["normalize", "--show"], input: Data("a\nb".utf8) + [0xFF])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("standard input, line 2: not UTF-8 at byte offset 1"))
  }
}
