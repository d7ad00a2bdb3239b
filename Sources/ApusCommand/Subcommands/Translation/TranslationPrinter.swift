import Foundation
import Translation

/// Prints translations: one a line, a list for each line, or an object for each line.
struct TranslationPrinter {
  private let results: ResultArguments
  private let printsLists: Bool
  private var output = StandardOutput()
  /// The number of the next line, counted from 0 as in Marian's lists.
  private var lineNumber = 0

  /// A printer.
  ///
  /// - Parameters:
  ///   - results: What is printed.
  ///   - hypothesisCount: Lists are printed where more than one is asked for.
  init(_ results: ResultArguments, hypothesisCount: Int) {
    self.results = results
    printsLists = hypothesisCount > 1
  }

  /// Prints what some lines became, and hands it to the system at once.
  mutating func write(_ lines: [GuardedLine], of inputs: [LineRequest]) throws {
    for (line, input) in zip(lines, inputs) {
      for entry in try entries(line, of: input) { try output.write(entry) }
      lineNumber += 1
    }
    try output.flush()
  }

  private func entries(_ line: GuardedLine, of input: LineRequest) throws -> [String] {
    if results.json {
      return [try LineReport(line, of: input, number: lineNumber, results).json]
    }
    guard printsLists else {
      return [([line.text] + extras(line.candidates.first)).joined(separator: " ||| ")]
    }
    return line.candidates.map(listEntry)
  }

  /// An entry of a list in Marian's format.
  private func listEntry(_ candidate: Translation) -> String {
    let parts =
      ["\(lineNumber)", candidate.text] + extras(candidate)
      + ["F0= \(candidate.logProbability.fixed(6))", candidate.score.fixed(6)]
    return parts.joined(separator: " ||| ")
  }

  private func extras(_ candidate: Translation?) -> [String] {
    guard let details = candidate?.details else { return [] }
    var extras: [String] = []
    if let alignment = results.alignment { extras.append(alignment.text(details)) }
    if results.wordScores {
      let scores = details.logProbabilities.map { Double($0).fixed(6) }
      extras.append((["WordScores="] + scores).joined(separator: " "))
    }
    return extras
  }
}

/// What `--json` prints of a line.
private struct LineReport: Encodable {
  let line: Int
  let source: String
  let translation: String
  let logProbability: Double
  let score: Double
  let truncated: Bool
  let warnings: [Warning]
  let candidates: [Candidate]?
  let details: Details?

  struct Warning: Encodable {
    let code: String
    let message: String
  }

  struct Candidate: Encodable {
    let translation: String
    let logProbability: Double
    let score: Double
    let truncated: Bool
    let details: Details?
  }

  struct Details: Encodable {
    let sourcePieces: [String]
    let targetPieces: [String]
    let logProbabilities: [Float]?
    let alignment: [[Int]]?
    let attention: [[Float]]?

    init(_ details: TranslationDetails, _ results: ResultArguments) {
      sourcePieces = details.sourcePieces
      targetPieces = details.targetPieces
      logProbabilities = results.wordScores ? details.logProbabilities : nil
      alignment =
        results.alignment == .hard ? details.hardAlignment.map { [$0.source, $0.target] } : nil
      attention = results.alignment == .soft ? details.attention : nil
    }
  }

  init(_ line: GuardedLine, of input: LineRequest, number: Int, _ results: ResultArguments) {
    self.line = number
    source = input.text
    translation = line.text
    let best = line.candidates.first
    logProbability = best?.logProbability ?? 0
    score = best?.score ?? 0
    truncated = best?.isTruncated ?? false
    let repairs =
      input.isRepaired
      ? [Warning(code: "invalid-utf-8", message: "bytes that are not UTF-8 became U+FFFD")] : []
    warnings = repairs + line.warnings.map { Warning(code: $0.code, message: "\($0)") }
    details = best?.details.map { Details($0, results) }
    candidates =
      line.candidates.count < 2
      ? nil
      : line.candidates.map {
        Candidate(
          translation: $0.text, logProbability: $0.logProbability, score: $0.score,
          truncated: $0.isTruncated, details: $0.details.map { Details($0, results) })
      }
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
