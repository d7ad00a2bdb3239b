import Translation

/// Prints translations: one a line, or a list for each line.
struct TranslationPrinter {
  private let printsLists: Bool
  private var output = StandardOutput()
  /// The number of the next line, counted from 0 as in Marian's lists.
  private var lineNumber = 0

  /// A printer of the best translation of each line, or of lists where more than one is asked for.
  init(hypothesisCount: Int) {
    printsLists = hypothesisCount > 1
  }

  /// Prints what some lines became, and hands it to the system at once.
  mutating func write(_ lines: [[Translation]]) throws {
    for candidates in lines {
      if printsLists {
        for candidate in candidates { try output.write(listEntry(candidate)) }
      } else {
        try output.write(candidates.first?.text ?? "")
      }
      lineNumber += 1
    }
    try output.flush()
  }

  private func listEntry(_ candidate: Translation) -> String {
    "\(lineNumber) ||| \(candidate.text) ||| \(candidate.logProbability.fixed(6)) ||| "
      + candidate.score.fixed(6)
  }
}
