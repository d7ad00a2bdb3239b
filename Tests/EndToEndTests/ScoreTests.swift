import Foundation
import Testing

/// The phrasebook's English scored as if it were German; the numbers are those of sacreBLEU 2.6.0:
/// `sacrebleu test.de -i test.en`.
@Suite struct ScoreTests {
  private let workplace: Workplace
  private let files = [Phrasebook.path("test.de"), "-i", Phrasebook.path("test.en")]

  init() throws { workplace = try Workplace() }

  @Test func jsonIsTheDefault() throws {
    let outcome = try workplace.apus(["score"] + files)
    #expect(
      outcome.output == """
        {
         "name": "BLEU",
         "score": 0.7,
         "signature": "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0",
         "verbose_score": "15.3/1.1/0.2/0.1 (BP = 1.000 ratio = 1.025 \
        hyp_len = 1118 ref_len = 1091)",
         "nrefs": "1",
         "case": "mixed",
         "eff": "no",
         "tok": "13a",
         "smooth": "exp",
         "version": "2.6.0"
        }

        """)
    #expect(outcome.status == 0)
  }

  @Test func textNamesTheSignatureInItsShortForm() throws {
    let outcome = try workplace.apus(
      ["score"] + files + ["--format", "text", "-w", "2", "-sh", "-tok", "13a", "-lc"])
    #expect(
      outcome.lines == [
        "BLEU|#:1|c:lc|e:no|tok:13a|s:exp|v:2.6.0 = 0.74 16.0/1.3/0.2/0.1 "
          + "(BP = 1.000 ratio = 1.025 hyp_len = 1118 ref_len = 1091)"
      ])
  }

  @Test func hypothesesMayComeFromStandardInput() throws {
    let reference = Phrasebook.path("test.de")
    let outcome = try workplace.apus(
      "score", reference, "-m", "bleu", "-b", "-w", "4", input: try Phrasebook.text("test.de"))
    #expect(outcome.lines == ["100.0000"])
  }

  @Test func severalMetricsAreAlignedInTheOrderOfTheirNames() throws {
    let systems = try Systems(in: workplace)
    let outcome = try workplace.apus(
      ["score", systems.reference, "-i", "a", "-m", "ter", "bleu", "chrf", "-f", "text", "-w2"])
    #expect(
      outcome.output == """
                BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 96.27 \
        100.0/100.0/100.0/100.0 (BP = 0.963 ratio = 0.963 hyp_len = 1051 ref_len = 1091)
              chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0 = 97.32
        TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0 = 4.01

        """)
  }

  @Test func systemsAreComparedInATable() throws {
    let systems = try Systems(in: workplace)
    let outcome = try workplace.apus([
      "score", systems.reference, "-i", "a", "b", "-m", "bleu", "chrf", "-f", "text", "-w", "2",
      "--paired-bs", "-pbsn", "100", "-q",
    ])
    try #require(outcome.lines.count == 33)
    #expect(
      outcome.lines[..<8].joined(separator: "\n") == """
        ╒═════════════╤══════════════════════╤══════════════════════╕
        │      System │  BLEU (μ ± 95% CI)   │  chrF2 (μ ± 95% CI)  │
        ╞═════════════╪══════════════════════╪══════════════════════╡
        │ Baseline: a │ 96.27 (96.19 ± 1.08) │ 97.32 (97.31 ± 0.73) │
        ├─────────────┼──────────────────────┼──────────────────────┤
        │           b │ 77.90 (78.18 ± 8.24) │ 88.34 (88.45 ± 4.19) │
        │             │    (p = 0.0099)*     │    (p = 0.0099)*     │
        ╘═════════════╧══════════════════════╧══════════════════════╛
        """)
    #expect(outcome.lines[12] == " - Each system is pairwise compared to Baseline: a.")
    #expect(
      outcome.lines[31]
        == " - BLEU       nrefs:1|bs:100|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0"
    )
    #expect(outcome.errors.isEmpty)
  }

  @Test func aTableMayBeForLaTeX() throws {
    let systems = try Systems(in: workplace)
    let outcome = try workplace.apus([
      "score", systems.reference, "-i", "a", "b", "-m", "bleu", "ter", "-f", "latex",
    ])
    #expect(
      outcome.lines.prefix(8).joined(separator: "\n") == """
        \\begin{tabular}{rcc}
        \\toprule
           System &  BLEU  &  TER  \\\\
        \\midrule
                a &  96.3  &  4.0  \\\\
                b &  77.9  & 26.0  \\\\
        \\bottomrule
        \\end{tabular}
        """)
  }

  @Test func randomizationIsPrintedInJSONWithAllDigits() throws {
    let systems = try Systems(in: workplace)
    let outcome = try workplace.apus([
      "score", systems.reference, "-i", "a", "b", "--paired-ar", "-parn", "100",
    ])
    #expect(
      outcome.output == """
        [
            {
                "system": "Baseline: a",
                "BLEU": {
                    "score": 96.26561507467437,
                    "p_value": null,
                    "mean": null,
                    "ci": null
                }
            },
            {
                "system": "b",
                "BLEU": {
                    "score": 77.90421695015947,
                    "p_value": 0.009900990099009901,
                    "mean": null,
                    "ci": null
                }
            }
        ]

        """)
  }

  @Test func theIntervalOfOneSystemDependsOnTheSeed() throws {
    let systems = try Systems(in: workplace)
    let arguments = ["score", systems.reference, "-i", "a", "-ci", "-cin", "100", "-b"]
    #expect(try workplace.apus(arguments + ["-f", "text"]).lines == ["96.3 (μ = 96.2 ± 1.1)"])
    let other = try Invocation(
      program: "apus", arguments: arguments + ["-w", "9"], in: workplace,
      environment: ["SACREBLEU_SEED": "1", "SACREBLEU_FORMAT": "Text"]
    ).outcome()
    #expect(other.lines.first?.hasPrefix("96.265615075 (μ = ") == true)
    #expect(try workplace.apus(arguments + ["-w", "9"]).lines != other.lines)
  }

  /// As sacreBLEU scores the pieces of the package `sentencepiece` with `--tokenize none`.
  @Test func aSentencePieceModelSplitsWords() throws {
    let systems = try Systems(in: workplace)
    let model = Repository.root.appendingPathComponent("Tests/Fixtures/sentencepiece/word.model")
    let outcome = try workplace.apus([
      "score", systems.reference, "-i", "b", "-tok", "flores200", "--spm-model", model.path, "-f",
      "text", "-w", "6",
    ])
    #expect(
      outcome.lines == [
        "BLEU|nrefs:1|case:mixed|eff:no|tok:flores200|smooth:exp|version:2.6.0 = 72.888642 "
          + "90.3/69.3/68.2/66.1 (BP = 1.000 ratio = 1.000 hyp_len = 528 ref_len = 528)"
      ])
  }

  @Test func sentencesAreScoredOneByOne() throws {
    let systems = try Systems(in: workplace)
    let outcome = try workplace.apus([
      "score", systems.reference, "-i", "a", "-sl", "-m", "chrf", "-b", "-w", "3", "--threads", "3",
    ])
    try #require(outcome.lines.count == 111)
    #expect(Array(outcome.lines.prefix(3)) == ["94.983", "100.000", "100.000"])
  }

  @Test func standardInputMayHoldSeveralSystemsAndAFileSeveralReferences() throws {
    let systems = try Systems(in: workplace)
    let table = try workplace.apus(
      ["score", systems.reference, "-f", "text"], input: try workplace.bytes(of: "ab.tabs"))
    #expect(table.lines.contains("│ System 1 │  96.3  │"))
    #expect(table.lines.contains("│ System 2 │  77.9  │"))
    let scored = try workplace.apus(["score", "rb.tabs", "-nr", "2", "-i", "a", "-b", "-w", "3"])
    #expect(scored.lines == ["96.266"])
  }

  @Test func aWrongNumberOfFieldsEndsWithStatus17() throws {
    _ = try Systems(in: workplace)
    let references = try workplace.apus(["score", "rb.tabs", "-nr", "3", "-i", "a"])
    #expect(references.status == 17)
    #expect(references.errors.contains("rb.tabs, line 1: expected 3 fields, but found 2"))
    let hypotheses = try workplace.apus("score", "a", input: "one\ttwo\none\n")
    #expect(hypotheses.status == 17)
    #expect(hypotheses.errors.contains("standard input, line 2: expected 2 fields, but found 1"))
    #expect(hypotheses.output.isEmpty)
  }

  @Test func standardInputEndsLinesAtReturnsToo() throws {
    _ = try workplace.write("one two three four five\nsix seven eight nine ten\n", to: "reference")
    let outcome = try workplace.apus(
      "score", "reference", "-b", input: "one two three four five\rsix seven eight nine ten\r\n")
    #expect(outcome.lines == ["100.0"])
  }

  @Test func compressedFilesAreUnpacked() throws {
    let systems = try Systems(in: workplace)
    let packer = Process()
    packer.executableURL = URL(fileURLWithPath: "/bin/gzip")
    packer.arguments = ["-k", workplace.path("a")]
    try packer.run()
    packer.waitUntilExit()
    let outcome = try workplace.apus(["score", systems.reference, "-i", "a.gz", "-b", "-w", "3"])
    #expect(outcome.lines == ["96.266"])
    _ = try workplace.write(try workplace.bytes(of: "a.gz").prefix(100), to: "torn.gz")
    let torn = try workplace.apus(["score", systems.reference, "-i", "torn.gz"])
    #expect(torn.status == 1)
    #expect(torn.errors.contains("torn.gz: cannot be unpacked: gzip:"))
  }

  @Test(arguments: [
    (["-i", "a"], "no reference"), (["reference", "-i", "a", "a"], "'a' already used"),
    (["reference", "-i", "a", "b", "-ci"], "--confidence is for one system"),
    (["reference", "-i", "a", "--paired-bs"], "paired tests compare several systems"),
    (["reference", "-i", "a", "b", "-sl"], "only one system"),
    (["reference", "-i", "a", "-sl", "-m", "bleu", "ter"], "only one metric"),
    (["reference", "b", "-nr", "2", "-i", "a"], "--num-refs 2 is for one file"),
    (["reference", "-i", "invalid"], "invalid, line 2: not UTF-8 at byte offset 4"),
    (["empty", "-i", "empty"], "empty: contains no sentence"),
    (["reference", "-i", "a", "-e", "klingon"], "--encoding is 'klingon'"),
    (["reference", "-i", "a", "-tok", "ja-mecab"], "needs MeCab"),
    (["reference", "-i", "a", "-tok", "flores200"], "give its file as --spm-model"),
    (["reference", "-i", "a", "-l", "en-ko"], "needs MeCab"),
  ])
  func whatCannotBeScoredIsSaid(arguments: [String], message: String) throws {
    _ = try Systems(in: workplace, reference: "reference")
    _ = try workplace.write("", to: "empty")
    let bytes = Data("good\nbad \u{FFFD}\n".utf8.map { $0 == 0xBF ? 0xFF : $0 })
    let lines = Data(repeatElement(Data("good\n".utf8), count: 109).joined())
    _ = try workplace.write(bytes + lines, to: "invalid")
    let outcome = try workplace.apus(["score"] + arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("apus: error: "))
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    ["--test-set", "wmt14", "-l", "en-de"], ["--list"], ["--cite"], ["--echo", "src", "ref"],
  ])
  func testSetsAreSacreBLEUsOwn(arguments: [String]) throws {
    let outcome = try workplace.apus(["score"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("Apus scores files: give the references as arguments"))
  }

  @Test func tokenizedTextIsWarnedOf() throws {
    let text = String(repeating: "a b c d .\n", count: 100)
    _ = try workplace.write(text, to: "reference")
    let warned = try workplace.apus("score", "reference", "-b", input: text)
    #expect(warned.lines == ["100.0"])
    #expect(warned.errors.contains("warning: System 1: 100 lines end in ' .'"))
    #expect(try workplace.apus("score", "reference", "--force", input: text).errors.isEmpty)
    #expect(try workplace.apus("score", "reference", "-m", "ter", input: text).errors.isEmpty)
  }

  @Test func resultsDoNotDependOnThreads() throws {
    let systems = try Systems(in: workplace)
    let arguments = [
      "score", systems.reference, "b", "-i", "a", "b", "-m", "bleu", "chrf", "ter", "--paired-bs",
      "-pbsn", "50", "--threads",
    ]
    let one = try workplace.apus(arguments + ["1"])
    #expect(one.status == 0)
    #expect(one.output.contains("\"TER\": {"))
    #expect(try workplace.apus(arguments + ["5"]).output == one.output)
  }

  @Test func detailIsATableOfSentences() throws {
    let systems = try Systems(in: workplace)
    let outcome = try workplace.apus([
      "score", systems.reference, "-i", "a", "b", "-m", "chrf", "ter", "--detail",
    ])
    try #require(outcome.lines.count == 1 + 2 * 111)
    #expect(outcome.lines[0] == "system\tline\tchrF2\tTER\thypothesis\treference")
    let reference = try Phrasebook.text("test.de", lineCount: 2).split(separator: "\n")
    #expect(outcome.lines[2] == "a\t2\t100.0\t0.0\t\(reference[1])\t\(reference[1])")
    #expect(outcome.lines[113].hasPrefix("b\t2\t"))
  }

  @Test func aPageShowsScoresAndSentences() throws {
    let systems = try Systems(in: workplace)
    let outcome = try workplace.apus([
      "score", systems.reference, "-i", "a", "b", "-m", "bleu", "ter", "--paired-ar", "-parn",
      "100",
      "--html", "report.html", "-f", "text",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.lines.contains { $0.contains("Baseline: a") })
    let page = String(decoding: try workplace.bytes(of: "report.html"), as: UTF8.self)
    #expect(page.contains("<td class=\"number\"><b>96.27</b></td>"))
    #expect(page.contains("p = 0.0099 *"))
    #expect(page.contains("\"total\":111"))
  }
}

/// Two systems made from the phrasebook's German: in `a` every third line lacks its first word, in
/// `b` every fourth has its words the other way round.
private struct Systems {
  let reference: String

  init(in workplace: Workplace, reference: String? = nil) throws {
    let lines = try Phrasebook.text("test.de").split(separator: "\n").map(String.init)
    let a = lines.enumerated().map { index, line in
      index % 3 == 0 ? line.split(separator: " ").dropFirst().joined(separator: " ") : line
    }
    let b = lines.enumerated().map { index, line in
      index % 4 == 0 ? line.split(separator: " ").reversed().joined(separator: " ") : line
    }
    func write(_ lines: [String], to name: String) throws {
      _ = try workplace.write(lines.map { "\($0)\n" }.joined(), to: name)
    }
    try write(a, to: "a")
    try write(b, to: "b")
    try write(zip(a, b).map { "\($0)\t\($1)" }, to: "ab.tabs")
    try write(zip(lines, b).map { "\($0)\t\($1)" }, to: "rb.tabs")
    if let reference { try write(lines, to: reference) }
    self.reference = reference ?? Phrasebook.path("test.de")
  }
}
