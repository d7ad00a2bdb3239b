import TextNormalization

/// A line of the source side and the line that translates it.
package struct LinePair: Equatable, Sendable {
  /// The number of the line on both sides, counted from 1.
  package let number: Int
  package let source: String
  package let target: String

  package init(number: Int, source: String, target: String) {
    self.number = number
    self.source = source
    self.target = target
  }
}

/// The two files of a parallel corpus, read line by line side by side.
package final class ParallelText {
  /// The prefix of both files, or the source file where they have none in common.
  package let name: String
  package let sourceFile: String
  package let targetFile: String
  private let source: LineReader
  private let target: LineReader

  /// Opens `prefix.source` and `prefix.target`: `corpora/x/train` with the languages `en` and `de`
  /// means `corpora/x/train.en` and `corpora/x/train.de`.
  ///
  /// - Throws: `TextError` or `CorpusError.compressedFile`, if a side cannot be opened.
  package convenience init(
    prefix: String, sourceLanguage: String, targetLanguage: String
  ) throws {
    try self.init(
      name: prefix, sourceFile: "\(prefix).\(sourceLanguage)",
      targetFile: "\(prefix).\(targetLanguage)")
  }

  /// Opens two files that have nothing in their names in common.
  ///
  /// - Throws: `TextError` or `CorpusError.compressedFile`, if a side cannot be opened.
  package convenience init(sourceFile: String, targetFile: String) throws {
    try self.init(name: sourceFile, sourceFile: sourceFile, targetFile: targetFile)
  }

  private init(name: String, sourceFile: String, targetFile: String) throws {
    self.name = name
    self.sourceFile = sourceFile
    self.targetFile = targetFile
    source = try Self.open(sourceFile)
    target = try Self.open(targetFile)
  }

  /// The next pair of lines, or nil after the last.
  ///
  /// - Throws: `CorpusError.unequalLineCounts`, if one side ends before the other, or `TextError`.
  package func next() throws -> LinePair? {
    switch (try source.next(), try target.next()) {
    case (let sourceLine?, let targetLine?):
      return LinePair(number: source.lineNumber, source: sourceLine, target: targetLine)
    case (nil, nil):
      return nil
    case (_?, nil), (nil, _?):
      throw try unequalLineCounts()
    }
  }

  /// The message names both counts, so the longer side is read to its end.
  private func unequalLineCounts() throws -> CorpusError {
    while try source.next() != nil {}
    while try target.next() != nil {}
    return .unequalLineCounts(
      sourceFile: sourceFile, sourceCount: source.lineNumber,
      targetFile: targetFile, targetCount: target.lineNumber)
  }

  private static func open(_ path: String) throws -> LineReader {
    do {
      return try LineReader(path: path)
    } catch TextError.missingFile {
      let archives = ["gz", "zst"].map { "\(path).\($0)" }
      guard let archive = archives.first(where: { (try? LineReader(path: $0)) != nil }) else {
        throw TextError.missingFile(path)
      }
      throw CorpusError.compressedFile(file: path, archive: archive)
    }
  }
}
