package import FileStorage

/// The list of all dropped pairs, a line each: corpus, line, reason, source and target.
///
/// Columns are separated by tabs. Long texts are shortened; control characters become spaces.
package struct DroppedPairs: Sendable {
  /// The most characters of a text that are shown.
  package static let shownCharacterCount = 80
  private static let bufferSize = 1 << 16

  /// What is still to be written.
  private(set) var rows = "corpus\tline\treason\tsource\ttarget\n"
  /// How many pairs there are.
  package private(set) var count = 0
  private let limits: PairFilter.Limits

  package init(limits: PairFilter.Limits) {
    self.limits = limits
  }

  /// Adds a pair.
  package mutating func append(_ lines: LinePair, of corpus: String, _ reason: PairFilter.Reason) {
    let columns = [
      Self.shown(corpus[...]), "\(lines.number)", reason.name(under: limits),
      Self.shortened(lines.source), Self.shortened(lines.target),
    ]
    rows += columns.joined(separator: "\t") + "\n"
    count += 1
  }

  /// Writes what there is, once it is worth a write.
  package mutating func writeWhenFull(to file: inout FileWriter) throws {
    if rows.utf8.count >= Self.bufferSize { try write(to: &file) }
  }

  /// Writes what there is.
  package mutating func write(to file: inout FileWriter) throws {
    try file.write(rows)
    rows = ""
  }

  private static func shortened(_ text: String) -> String {
    guard
      let end = text.index(
        text.startIndex, offsetBy: shownCharacterCount, limitedBy: text.endIndex),
      end < text.endIndex
    else { return shown(text[...]) }
    return shown(text[..<end]) + "…"
  }

  private static func shown(_ text: Substring) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = [.control, .lineSeparator, .paragraphSeparator]
        .contains(scalar.properties.generalCategory)
      scalars.append(isControl ? " " : scalar)
    }
    return String(scalars)
  }
}
