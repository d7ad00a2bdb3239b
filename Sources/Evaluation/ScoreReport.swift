import Foundation

/// A score as sacreBLEU prints it.
public struct ScoreReport: Sendable, Equatable {
  /// The name of the metric.
  public let name: String
  /// The score.
  public let value: Double
  /// Where the score of other samples of segments lies, if that is known.
  public let interval: ConfidenceInterval?
  /// The settings that the score was computed with, if they are to be printed.
  public let signature: Signature?
  /// The parts of the score in words, empty where there are none.
  public let details: String

  /// One line: `BLEU|nrefs:1|… = 42.10 90.0/62.5/33.3/25.0 (BP = 0.905 …)`.
  ///
  /// - Parameters:
  ///   - decimalCount: The digits of the score after the point.
  ///   - isShort: Whether the signature takes its short form.
  /// - Returns: Text without a line end.
  public func text(decimalCount: Int = 2, isShort: Bool = false) -> String {
    let settings = signature.map { "|" + (isShort ? $0.shortDescription : $0.description) } ?? ""
    let line = "\(name)\(settings) = \(valueText(decimalCount: decimalCount))"
    return details.isEmpty ? line : "\(line) \(details)"
  }

  /// The score alone, with its interval where that is known: `42.10 (μ = 42.08 ± 1.20)`.
  ///
  /// - Parameter decimalCount: The digits after the point.
  /// - Returns: Text without a line end.
  public func valueText(decimalCount: Int = 2) -> String {
    let text = fixedPoint(value, decimalCount: decimalCount)
    guard let interval = shownInterval else { return text }
    return "\(text) (\(interval.text(decimalCount: decimalCount)))"
  }

  /// A JSON object with each field on a line, in sacreBLEU's order.
  ///
  /// - Parameter decimalCount: The digits of the score after the point.
  /// - Returns: Text without a line end.
  public func json(decimalCount: Int = 2) -> String {
    let entries =
      [
        ("name", quoted(name)), ("score", rounded(value, decimalCount)),
        ("signature", quoted(signature?.description ?? "")),
      ] + intervalEntries(decimalCount: decimalCount)
      + (details.isEmpty ? [] : [("verbose_score", quoted(details))])
      + (signature?.fields ?? []).map { ($0.name, quoted($0.value)) }
    let lines = entries.map { " \(quoted($0.0)): \($0.1)" }
    return "{\n" + lines.joined(separator: ",\n") + "\n}"
  }

  private func intervalEntries(decimalCount: Int) -> [(String, String)] {
    guard let interval = shownInterval else { return [] }
    return [
      ("confidence_mean", rounded(interval.mean, decimalCount)),
      ("confidence_var", rounded(interval.halfWidth, decimalCount)),
      ("confidence", quoted(interval.text(decimalCount: decimalCount))),
    ]
  }

  /// sacreBLEU marks a missing interval by a mean below 0, and leaves out one at 0 with it.
  private var shownInterval: ConfidenceInterval? { interval.flatMap { $0.mean > 0 ? $0 : nil } }
}

extension ConfidenceInterval {
  /// The interval as sacreBLEU prints it: `μ = 42.08 ± 1.20`.
  ///
  /// - Parameter decimalCount: The digits after the point.
  /// - Returns: Text without parentheses.
  public func text(decimalCount: Int = 2) -> String {
    "μ = \(fixedPoint(mean, decimalCount: decimalCount)) ± "
      + fixedPoint(halfWidth, decimalCount: decimalCount)
  }
}

/// A number with a fixed count of digits after the point, as C and Python round it.
func fixedPoint(_ value: Double, decimalCount: Int) -> String {
  String(format: "%.\(decimalCount)f", value)
}

/// A number rounded to some digits after the point, as JSON has it.
private func rounded(_ value: Double, _ decimalCount: Int) -> String {
  "\(Double(fixedPoint(value, decimalCount: decimalCount)) ?? value)"
}

/// Text as a JSON string, given that names and settings hold no control characters.
private func quoted(_ text: String) -> String {
  "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
