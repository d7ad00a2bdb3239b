import ArgumentParser
import Corpora
import TextNormalization

/// What `apus normalize` writes.
struct NormalizationOutputArguments: ParsableArguments {
  @Flag(help: "Print what changes in each line, and why, instead of the text.")
  var show = false

  @Flag(help: "Print counts of the changes instead of the text.")
  var report = false

  @Option(help: ArgumentHelp("Colour of --show: auto is on a terminal only.", valueName: "when"))
  var color = ColorChoice.auto

  @Option(
    help: ArgumentHelp(
      "Name on standard error the lines with letters that the language is not written in.",
      valueName: "language"))
  var expectLanguage: String?

  func validate() throws {
    if show && report { throw ValidationError("give either --show or --report") }
    if let expectLanguage, check == nil {
      throw ValidationError(
        "--expect-language is \(expectLanguage); wanted a language that ICU knows, such as de")
    }
  }

  /// The check of the normalised text, if one is wanted.
  var check: LanguageCheck? { expectLanguage.flatMap { LanguageCheck(language: $0) } }

  /// What is written about each line.
  ///
  /// - Parameter source: What normalises.
  /// - Returns: The view.
  /// - Throws: `TokenizationError`, if the steps are wanted of a tokenizer that does not tell them.
  func view(of source: NormalizerSource) throws -> NormalizationView {
    if show { return .changes(try source.normalizer(), color.isWanted ? .colored : .plain) }
    return report ? .report(try source.normalizer()) : .text(source)
  }
}

/// What is said when all lines have been read.
struct NormalizationTotals {
  private let view: NormalizationView
  private let check: LanguageCheck?
  private var report: NormalizationReport?
  private var lineCount = 0
  private var changedLineCount = 0
  private var tally = LanguageTally()

  /// Begins with no lines.
  init(_ view: NormalizationView, check: LanguageCheck?) {
    self.view = view
    self.check = check
    report = view.emptyReport
  }

  /// Adds the next lines, and names those that the check found.
  mutating func add(_ lines: NormalizedLines) {
    lineCount += lines.lineCount
    changedLineCount += lines.changedLineCount
    if let counts = lines.report { report?.merge(counts) }
    for finding in lines.findings {
      tally.add(finding)
      if let check { StandardError.write(check.message(for: finding)) }
    }
  }

  /// Writes the report to standard output, and counts of lines to standard error.
  ///
  /// - Throws: `CommandFailure.unwritableOutput`.
  func write() throws {
    if let report {
      var output = StandardOutput()
      try output.write(Array("\(report.text())\n".utf8))
      try output.flush()
    }
    if case .changes = view {
      StandardError.write("\(changedLineCount.grouped) of \(lineCount.grouped) lines changed")
    }
    if let check { StandardError.write(check.summary(of: tally, lineCount: lineCount)) }
  }
}
