import Foundation

/// A score as sacreBLEU prints it.
public struct ScoreReport: Sendable, Equatable {
  /// The name of the metric.
  public let name: String
  /// The score.
  public let value: Double
  /// The settings that the score was computed with, if they are to be printed.
  public let signature: Signature?
  /// The parts of the score in words.
  public let details: String

  /// One line: `BLEU|nrefs:1|… = 42.10 90.0/62.5/33.3/25.0 (BP = 0.905 …)`.
  ///
  /// - Parameters:
  ///   - decimalCount: The digits of the score after the point.
  ///   - isShort: Whether the signature takes its short form.
  /// - Returns: Text without a line end.
  public func text(decimalCount: Int = 2, isShort: Bool = false) -> String {
    let settings = signature.map { "|" + (isShort ? $0.shortDescription : $0.description) } ?? ""
    return "\(name)\(settings) = \(fixedPoint(value, decimalCount: decimalCount)) \(details)"
  }

  /// A JSON object with each field on a line, in sacreBLEU's order.
  ///
  /// - Parameter decimalCount: The digits of the score after the point.
  /// - Returns: Text without a line end.
  public func json(decimalCount: Int = 2) -> String {
    let rounded = Double(fixedPoint(value, decimalCount: decimalCount)) ?? value
    let entries =
      [
        ("name", quoted(name)), ("score", "\(rounded)"),
        ("signature", quoted(signature?.description ?? "")), ("verbose_score", quoted(details)),
      ] + (signature?.fields ?? []).map { ($0.name, quoted($0.value)) }
    let lines = entries.map { " \(quoted($0.0)): \($0.1)" }
    return "{\n" + lines.joined(separator: ",\n") + "\n}"
  }
}

/// A number with a fixed count of digits after the point, as C and Python round it.
func fixedPoint(_ value: Double, decimalCount: Int) -> String {
  String(format: "%.\(decimalCount)f", value)
}

/// Text as a JSON string, given that names and settings hold no control characters.
private func quoted(_ text: String) -> String {
  "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
