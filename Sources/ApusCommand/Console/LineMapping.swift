import Kernels

/// Turns each line of standard input into a line of standard output, on several threads, in order.
struct LineMapping {
  /// Writes what becomes of a line, without a line end; gets its number too, counted from 1.
  typealias Transform = (_ line: String, _ number: Int, _ output: inout [UInt8]) throws -> Void

  /// How many threads transform lines.
  var threadCount = 1

  // Few enough that both of two threads find work, many enough that handing them over costs little.
  private static let chunkSize = 256

  /// Transforms all lines.
  ///
  /// - Parameter makeTransform: Makes the transform of each thread, which may keep what it needs.
  /// - Throws: What a transform throws, and errors of reading and writing; the lines before are
  ///   written then.
  func run(_ makeTransform: () throws -> Transform) throws {
    let transforms = try (0..<threadCount).map { _ in try makeTransform() }
    let pool = WorkerPool(workerCount: threadCount) { transforms[$0] }
    defer { pool.close() }
    let input = StandardInput()
    var output = StandardOutput()
    var lineCount = 0
    while let lines = try input.next(atMost: 64 * Self.chunkSize) {
      let chunks = Self.chunks(of: lines, after: lineCount)
      lineCount += lines.count
      for chunk in pool.map(chunks.count, { chunks[$1].transformed($0) }) {
        try output.write(chunk.lines)
        try output.flush(if: chunk.failure)
      }
      try output.flush()
    }
  }

  /// The same for a transform from text to text that keeps nothing.
  ///
  /// - Parameter transform: Called on any thread.
  /// - Throws: As ``run(_:)``.
  func runText(_ transform: @escaping (_ line: String, _ number: Int) throws -> String) throws {
    try run {
      { line, number, output in output += Array(try transform(line, number).onOneLine.utf8) }
    }
  }

  private static func chunks(of lines: [String], after lineCount: Int) -> [LineChunk] {
    stride(from: 0, to: lines.count, by: chunkSize).map { start in
      let end = min(start + chunkSize, lines.count)
      return LineChunk(lines: lines[start..<end], firstNumber: lineCount + start + 1)
    }
  }
}

/// Neighbouring lines that one thread transforms.
private struct LineChunk: Sendable {
  let lines: ArraySlice<String>
  let firstNumber: Int

  /// The lines that came out, up to one that failed.
  func transformed(_ transform: LineMapping.Transform) -> TransformedLines {
    var output: [UInt8] = []
    for (number, line) in zip(firstNumber..., lines) {
      let start = output.count
      do {
        try transform(line, number, &output)
        output.append(UInt8(ascii: "\n"))
      } catch {
        output.removeSubrange(start...)
        return TransformedLines(lines: output, failure: error)
      }
    }
    return TransformedLines(lines: output, failure: nil)
  }
}

/// Lines with their ends, and what went wrong after them.
private struct TransformedLines: Sendable {
  let lines: [UInt8]
  let failure: (any Error)?
}

extension StandardOutput {
  /// Hands everything to the system and throws, where something went wrong.
  fileprivate mutating func flush(if failure: (any Error)?) throws {
    guard let failure else { return }
    try flush()
    throw failure
  }
}
