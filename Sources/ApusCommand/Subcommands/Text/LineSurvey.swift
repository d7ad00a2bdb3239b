import Kernels

/// Examines standard input a few lines at a time, on several threads, and hands on in order what
/// was found.
///
/// Other than a line mapping, it may write any number of lines for one line.
struct LineSurvey {
  /// How many threads examine lines.
  var threadCount = 1

  // Few enough that both of two threads find work, many enough that handing them over costs little.
  private static let chunkSize = 256

  /// Examines all lines.
  ///
  /// - Parameters:
  ///   - examine: Says what is found in some lines; called on any thread.
  ///   - take: Gets each finding in the order of the lines, on this thread.
  /// - Throws: What `take` throws, and errors of reading and writing.
  func run<Finding: Sendable>(
    _ examine: @escaping @Sendable (NumberedLines) -> Finding,
    _ take: (Finding, inout StandardOutput) throws -> Void
  ) throws {
    let pool = WorkerPool(workerCount: threadCount) { _ in }
    defer { pool.close() }
    let input = StandardInput()
    var output = StandardOutput()
    var lineCount = 0
    while let lines = try input.next(atMost: 64 * Self.chunkSize) {
      let chunks = Self.chunks(of: lines, after: lineCount)
      lineCount += lines.count
      for finding in pool.map(chunks.count, { _, index in examine(chunks[index]) }) {
        try take(finding, &output)
      }
      try output.flush()
    }
  }

  private static func chunks(of lines: [String], after lineCount: Int) -> [NumberedLines] {
    stride(from: 0, to: lines.count, by: chunkSize).map { start in
      let end = min(start + chunkSize, lines.count)
      return NumberedLines(lines: lines[start..<end], firstNumber: lineCount + start + 1)
    }
  }
}

/// Neighbouring lines of a text.
struct NumberedLines: Sendable {
  let lines: ArraySlice<String>
  /// The number of the first line, counted from 1 in the whole text.
  let firstNumber: Int

  /// Each line with its number.
  var numbered: some Sequence<(number: Int, line: String)> {
    lines.lazy.enumerated().map { (number: firstNumber + $0.offset, line: $0.element) }
  }
}
