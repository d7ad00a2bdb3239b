/// Reads references and translations side by side, some segments at a time.
final class SegmentReader {
  /// Where the translations come from.
  enum Systems {
    case files([LineFile])
    /// Standard input, whose lines hold a system each between tabs.
    case standardInput(LineFile)
  }

  private let references: [LineFile]
  private let systems: Systems
  /// How many references a line of the file of references holds.
  private let fieldCount: Int
  private var segmentCount = 0

  /// The number of systems; of standard input it is known after the first segments.
  private(set) var systemCount: Int

  // Few enough that memory does not count, many enough that several threads find work.
  private static let batchSize = 1 << 12

  /// - Parameters:
  ///   - references: The files of references.
  ///   - fieldCount: How many references a line of a file holds.
  ///   - systems: The translations.
  init(references: [LineFile], fieldCount: Int, systems: Systems) {
    self.references = references
    self.fieldCount = fieldCount
    self.systems = systems
    systemCount =
      switch systems {
      case .files(let files): files.count
      case .standardInput: 1
      }
  }

  /// The references of each segment.
  var referenceCount: Int { references.count == 1 ? fieldCount : references.count }

  /// The next segments, or nil after the last.
  ///
  /// - Throws: `CommandFailure.unequalLineCounts`, and errors of reading.
  func next() throws -> SegmentBatch? {
    let batch = try nextLines()
    let counts = Set(batch.lineCounts)
    guard counts.count == 1 else { throw try unequalCounts(after: batch) }
    guard batch.count > 0 else { return nil }
    segmentCount += batch.count
    return batch
  }

  /// The next lines of all texts, of which some may have fewer than others.
  private func nextLines() throws -> SegmentBatch {
    var translations = try systemFiles.map { try $0.next(Self.batchSize) }
    if isStandardInput, segmentCount == 0 {
      // Empty input is one system with one empty line, as in sacreBLEU.
      if translations[0].count == 0 { translations = [.emptyLine] }
      systemCount = translations[0].line(0).fieldCount
    }
    return SegmentBatch(
      segmentsBefore: segmentCount,
      references: .init(
        lines: try references.map { try $0.next(Self.batchSize) }, names: references.map(\.name)),
      systems: .init(lines: translations, names: systemFiles.map(\.name)), fieldCount: fieldCount,
      systemFieldCount: isStandardInput ? systemCount : nil)
  }

  private var systemFiles: [LineFile] {
    switch systems {
    case .files(let files): files
    case .standardInput(let file): [file]
    }
  }

  private var isStandardInput: Bool {
    if case .standardInput = systems { true } else { false }
  }

  /// Reads all texts to their ends, to say how many lines they have; a line that is wrong in
  /// itself is said instead.
  private func unequalCounts(after batch: SegmentBatch) throws -> CommandFailure {
    var batch = batch
    var counts = batch.lineCounts.map { _ in segmentCount }
    while batch.lineCounts.contains(where: { $0 > 0 }) {
      try batch.check()
      counts = zip(counts, batch.lineCounts).map(+)
      segmentCount += Self.batchSize
      batch = try nextLines()
    }
    return .unequalLineCounts(
      zip(systemFiles + references, counts).map { .init(file: $0.name, count: $1) })
  }
}

extension LineBatch.Line {
  /// How many fields there are between tabs.
  fileprivate var fieldCount: Int {
    guard case .text(let text) = self else { return 1 }
    return 1 + text.utf8.count { $0 == UInt8(ascii: "\t") }
  }
}
