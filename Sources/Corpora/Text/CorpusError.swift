/// What can be wrong with a parallel corpus.
public enum CorpusError: Error, Equatable, Sendable {
  /// The two sides have different numbers of lines.
  case unequalLineCounts(
    sourceFile: String, sourceCount: Int, targetFile: String, targetCount: Int)
  /// The file is missing, but a compressed one of its name stands beside it.
  case compressedFile(file: String, archive: String)
  /// No pair of lines is there to train on.
  case emptyCorpus(sourceFile: String, targetFile: String, report: String)
  /// One side has more tokens than a corpus in memory can hold.
  case tooManyTokens(file: String, line: Int, limit: Int)
  /// There are more pairs than a store can number.
  case tooManyPairs(file: String, line: Int, limit: Int)
  /// What was written just now cannot be read.
  case damagedStore(path: String, reason: String)
}

extension CorpusError: CustomStringConvertible {
  /// A message for people.
  public var description: String {
    switch self {
    case .unequalLineCounts(let sourceFile, let sourceCount, let targetFile, let targetCount):
      Self.unequalLineCounts((sourceFile, sourceCount), (targetFile, targetCount))
    case .compressedFile(let file, let archive):
      "\(file): no such file, but \(archive) is there; unpack it first: "
        + (archive.hasSuffix(".zst") ? "zstd -d " : "gunzip -k ") + archive
    case .emptyCorpus(let sourceFile, let targetFile, let report):
      "\(sourceFile) and \(targetFile): no sentence pair to train on: \(report)"
    case .tooManyTokens(let file, let line, let limit):
      "\(file), line \(line): more than \(limit.grouped) tokens; split the corpus"
    case .tooManyPairs(let file, let line, let limit):
      "\(file), line \(line): more than \(limit.grouped) pairs"
    case .damagedStore(let path, let reason):
      "\(path): was written, but cannot be read: \(reason)"
    }
  }

  private static func unequalLineCounts(
    _ source: (file: String, count: Int), _ target: (file: String, count: Int)
  ) -> String {
    let (longer, shorter) = source.count > target.count ? (source, target) : (target, source)
    return "\(source.file) has \(counted(source.count, "line")) and "
      + "\(target.file) has \(target.count.grouped): line \((shorter.count + 1).grouped) of "
      + "\(longer.file) is the first without a partner; "
      + "line n of one side must translate line n of the other"
  }
}
