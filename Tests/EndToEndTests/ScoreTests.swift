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
}
