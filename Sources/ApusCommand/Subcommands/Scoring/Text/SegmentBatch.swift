import Evaluation
import TextNormalization

/// Neighbouring segments as bytes.
struct SegmentBatch: Sendable {
  /// Lines of several files, side by side.
  struct Lines: Sendable {
    let lines: [LineBatch]
    let names: [String]
  }

  /// Some segments as UTF-8.
  struct Segments {
    /// The lines of each reference.
    var references: [UTF8Segments.Lines]
    /// The translations of each system.
    var systems: [UTF8Segments.Lines]
  }

  /// How many segments stand before the first.
  let segmentsBefore: Int
  let references: Lines
  let systems: Lines
  /// How many references a line holds.
  let fieldCount: Int
  /// How many systems a line holds, or nil where each has a file.
  let systemFieldCount: Int?

  /// How many segments there are.
  var count: Int { references.lines[0].count }

  /// How many lines there are of each system's file, then of each file of references.
  var lineCounts: [Int] { (systems.lines + references.lines).map(\.count) }

  /// The texts of segments.
  ///
  /// - Parameter indices: Counted from 0 in the batch.
  /// - Returns: The references and the translations.
  /// - Throws: `TextError.invalidUTF8`, or `ScoringFailure` for a wrong number of fields.
  func segments(_ indices: Range<Int>) throws -> Segments {
    if let segments = plainSegments(indices) { return segments }
    var references: [LineCollector] = []
    var systems: [LineCollector] = []
    for index in indices {
      references.append(try self.references(index))
      systems.append(try hypotheses(index))
    }
    return Segments(references: references.map(\.lines), systems: systems.map(\.lines))
  }

  /// The texts of segments, nil where lines are no UTF-8 or may have to be split into fields.
  private func plainSegments(_ indices: Range<Int>) -> Segments? {
    guard fieldCount == 1, systemFieldCount ?? 1 == 1,
      let references = references.validLines(indices), let systems = systems.validLines(indices),
      systemFieldCount == nil || !systems[0].bytes.contains(UInt8(ascii: "\t"))
    else { return nil }
    return Segments(references: references, systems: systems)
  }

  /// Checks lines that may be more on one side than on the other.
  ///
  /// - Throws: As ``segments(_:)``.
  func check() throws {
    for index in 0..<(references.lines.map(\.count).min() ?? 0) { _ = try references(index) }
    for index in 0..<(systems.lines.map(\.count).min() ?? 0) { _ = try hypotheses(index) }
  }

  private func references(_ index: Int) throws -> [String] {
    let texts = try references.texts(index, segmentsBefore: segmentsBefore)
    return fieldCount > 1 ? try referenceFields(of: texts[0], index: index) : texts
  }

  private func hypotheses(_ index: Int) throws -> [String] {
    let texts = try systems.texts(index, segmentsBefore: segmentsBefore)
    guard let systemFieldCount else { return texts }
    return try systemFields(of: texts[0], index: index, wanted: systemFieldCount)
  }

  /// The references of a line; the last one may hold tabs.
  private func referenceFields(of line: String, index: Int) throws -> [String] {
    let fields = line.fields(atMost: fieldCount)
    guard fields.count == fieldCount else {
      throw ScoringFailure.fieldCount(
        file: references.names[0], line: segmentsBefore + index + 1, found: fields.count,
        wanted: fieldCount)
    }
    return fields
  }

  /// The translations of a line of standard input; SacreBLEU leaves the first line's as they are.
  private func systemFields(of line: String, index: Int, wanted: Int) throws -> [String] {
    let fields = line.fields(atMost: .max)
    let number = segmentsBefore + index + 1
    guard fields.count == wanted else {
      throw ScoringFailure.systemCount(line: number, found: fields.count, wanted: wanted)
    }
    return number == 1 || fields.count == 1 ? fields : fields.map(\.withoutTrailingWhitespace)
  }
}

/// Gathers the lines of a text.
private struct LineCollector {
  private var bytes: [UInt8] = []
  private var extents: [Range<Int>] = []

  var lines: UTF8Segments.Lines { UTF8Segments.Lines(bytes: bytes, extents: extents) }

  mutating func append(_ line: String) {
    let start = bytes.count
    bytes += line.utf8
    extents.append(start..<bytes.count)
  }
}

extension [LineCollector] {
  /// Appends a line to each text.
  fileprivate mutating func append(_ texts: [String]) {
    while count < texts.count { append(LineCollector()) }
    for (index, text) in texts.enumerated() { self[index].append(text) }
  }
}

extension SegmentBatch.Lines {
  /// The lines of each text, nil where one is not UTF-8.
  fileprivate func validLines(_ indices: Range<Int>) -> [UTF8Segments.Lines]? {
    let valid = lines.compactMap { $0.validLines(indices) }
    return valid.count == lines.count ? valid : nil
  }

  fileprivate func texts(_ index: Int, segmentsBefore: Int) throws -> [String] {
    try lines.indices.map { file in
      switch lines[file].line(index) {
      case .text(let text): return text
      case .invalid(let byteOffset):
        throw TextError.invalidUTF8(
          file: names[file], line: segmentsBefore + index + 1, byteOffset: byteOffset)
      }
    }
  }
}

extension String {
  fileprivate func fields(atMost count: Int) -> [String] {
    utf8.split(
      separator: UInt8(ascii: "\t"), maxSplits: count == .max ? .max : count - 1,
      omittingEmptySubsequences: false
    ).map { String(Substring($0)) }
  }

  fileprivate var withoutTrailingWhitespace: String {
    let scalars = unicodeScalars
    let last = scalars.lastIndex { scalar in
      !scalar.properties.isWhitespace && !("\u{1C}"..."\u{1F}").contains(scalar)
    }
    return last.map { String(self[...$0]) } ?? ""
  }
}
