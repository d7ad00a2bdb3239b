import TextNormalization

/// What `apus normalize` writes about lines.
enum NormalizationView: Sendable {
  /// The normalised text.
  case text(NormalizerSource)
  /// Changed lines with their changes marked, and the reasons.
  case changes(Normalizer, NormalizationTrace.Style)
  /// Counts per step over the whole text.
  case report(Normalizer)

  /// A report without lines, if one is wanted.
  var emptyReport: NormalizationReport? {
    if case .report(let normalizer) = self { NormalizationReport(of: normalizer) } else { nil }
  }
}

/// What became of some lines.
struct NormalizedLines: Sendable {
  /// Whole lines for standard output.
  private(set) var output: [UInt8] = []
  let lineCount: Int
  private(set) var changedLineCount = 0
  /// Counts of these lines, if they are wanted.
  private(set) var report: NormalizationReport?
  /// What of other scripts stands in the normalised text, if that was checked.
  private(set) var findings: [LanguageCheck.Finding] = []

  /// Normalises lines.
  ///
  /// - Parameters:
  ///   - lines: What is read.
  ///   - view: What is wanted.
  ///   - check: Says what does not belong to a language; nil checks nothing.
  init(_ lines: NumberedLines, as view: NormalizationView, check: LanguageCheck?) {
    lineCount = lines.lines.count
    report = view.emptyReport
    for (number, line) in lines.numbered {
      let text = add(line, number: number, as: view)
      if let finding = check?.finding(in: text, line: number) { findings.append(finding) }
    }
  }

  /// Adds what is wanted about a line, and returns the line as normalised.
  private mutating func add(_ line: String, number: Int, as view: NormalizationView) -> String {
    switch view {
    case .text(let source):
      let text = source.normalized(line)
      write(text)
      return text
    case .changes(let normalizer, let style):
      let trace = normalizer.trace(line)
      if !trace.alignedText.changes.isEmpty { write(trace, number: number, style) }
      return trace.alignedText.text
    case .report:
      return report?.count(line) ?? line
    }
  }

  private mutating func write(
    _ trace: NormalizationTrace, number: Int, _ style: NormalizationTrace.Style
  ) {
    changedLineCount += 1
    write("\(number): \(trace.markedText(style: style))")
    for explanation in trace.explanations { write("  \(explanation)") }
  }

  private mutating func write(_ line: String) {
    output += Array(line.onOneLine.utf8)
    output.append(UInt8(ascii: "\n"))
  }
}
