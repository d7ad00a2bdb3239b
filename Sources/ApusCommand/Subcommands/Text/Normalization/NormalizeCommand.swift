import ArgumentParser
import TextNormalization

/// `apus normalize`: text as a model would see it.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Bring text from standard input into one spelling.",
    discussion: """
      Takes these steps, in this order: rules, transliteration, punctuation, controls, form, case, \
      accents, whitespace. Without options, it removes controls and invisible characters (but not \
      the joiners that Persian, Hindi and emoji are spelled with), brings the text into NFKC, and \
      makes each run of whitespace one space. Models do this on their own: text need not be \
      normalized before it is translated or trained on.

      With --show, prints each changed line with its number, what was [-removed-] and \
      {+inserted+}, and why; with --report, how often each step changed what.

      Example:

        apus normalize --form nfc < raw.txt > clean.txt
        apus normalize --punctuation de --case lower --show < raw.de
        apus normalize --tokenizer tokenizer.json --report < raw.txt
        apus normalize --expect-language de < raw.de > clean.de
      """)

  @OptionGroup(title: "Steps") var normalization: NormalizationArguments
  @OptionGroup(title: "Steps") var source: NormalizerSourceArguments
  @OptionGroup(title: "Output") var wanted: NormalizationOutputArguments
  @OptionGroup(title: "Resources") var threads: ThreadOptions

  func validate() throws {
    try source.validate(beside: normalization)
  }

  func run() throws {
    let view = try wanted.view(of: source.normalizing(by: normalization))
    let check = wanted.check
    var totals = NormalizationTotals(view, check: check)
    try LineSurvey(threadCount: threads.count).run { lines in
      NormalizedLines(lines, as: view, check: check)
    } _: { lines, output in
      try output.write(lines.output)
      totals.add(lines)
    }
    try totals.write()
  }
}
