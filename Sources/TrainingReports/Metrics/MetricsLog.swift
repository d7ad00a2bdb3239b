import FileStorage
import Foundation

/// The file `metrics.jsonl` of a run: one line for each thing that happened.
///
/// A line is written in one piece as soon as its event is there. What a kill or a full disk leaves
/// of a line is removed before the next one is written.
package final class MetricsLog {
  package let path: String
  /// What the file holds.
  package private(set) var records: [MetricsRecord]
  /// How many lines could not be read, and were removed.
  package let damagedLineCount: Int
  private var file: FileHandle?
  /// The bytes of whole lines.
  private var length: UInt64 = 0
  private var hasTornLine = false

  /// Opens the log of a run, which is empty at first.
  ///
  /// - Parameter path: The file; its folder must exist.
  /// - Throws: An error of the file system.
  package init(path: String) throws {
    self.path = path
    let content = Self.content(of: path)
    records = content.records
    damagedLineCount = content.damagedLineCount
    try rewrite()
  }

  /// Reads a log that may be being written: a torn last line is left out.
  ///
  /// - Parameter path: The file.
  /// - Returns: The records, none where there is no file, and the number of lines left out.
  package static func content(
    of path: String
  ) -> (records: [MetricsRecord], damagedLineCount: Int) {
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let records = lines.compactMap { MetricsRecord(line: $0) }
    return (records, lines.count - records.count)
  }

  /// Adds a line.
  ///
  /// - Parameter record: What happened.
  /// - Throws: An error of the file system; the line is not in the file then.
  package func append(_ record: MetricsRecord) throws {
    records.append(record)
    let line = Data((try record.line + "\n").utf8)
    if hasTornLine { try file?.truncate(atOffset: length) }
    hasTornLine = true
    try file?.write(contentsOf: line)
    hasTornLine = false
    length += UInt64(line.count)
  }

  /// Removes what a run that goes back will tell anew.
  ///
  /// - Parameter isObsolete: Whether a record goes.
  /// - Throws: An error of the file system; the file is as it was then.
  package func remove(where isObsolete: (MetricsRecord) -> Bool) throws {
    let count = records.count
    records.removeAll(where: isObsolete)
    guard records.count != count else { return }
    try rewrite()
  }

  /// Puts the records into a new file, in one step.
  private func rewrite() throws {
    let lines = try records.map { try $0.line + "\n" }.joined()
    if Self.byteCount(of: path) != lines.utf8.count {
      try AtomicFile.write(to: path) { try $0.write(lines) }
    }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    length = try file.seekToEnd()
    self.file = file
  }

  private static func byteCount(of path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue
  }
}
