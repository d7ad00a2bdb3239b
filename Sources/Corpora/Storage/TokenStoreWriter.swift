import FileStorage
import Foundation

/// Writes a token store from front to back: tokens as they come, all else after them.
///
/// Memory holds five bytes a pair, and eight more for each line that was left out.
struct TokenStoreWriter {
  /// How many pairs and lines fit, since their numbers have 32 bits.
  private static let pairLimit = Int(UInt32.max)

  private var index: TokenStoreIndex
  private var part: CorpusPart?
  private var cutting = LineRuns()
  private var lengths = ByteColumn()
  private var starts = ByteColumn()
  private var runs = ByteColumn()
  private var output: StoreOutput

  /// Begins a store.
  ///
  /// - Parameters:
  ///   - key: A hash of everything that decides what the store holds.
  ///   - vocabularyCount: All tokens are below.
  ///   - maximumLength: No side is longer.
  init(key: String, vocabularyCount: Int, maximumLength: Int) {
    index = TokenStoreIndex(
      key: key, tokenWidth: vocabularyCount <= 1 << 16 ? 2 : 4,
      lengthWidth: maximumLength < 1 << 16 ? 2 : 4)
    output = StoreOutput()
    output.append(TokenStoreLayout.heading)
  }

  /// Lets the pairs that follow belong to a further corpus.
  mutating func beginPart(name: String) {
    part = CorpusPart(name: name, firstPair: index.pairCount)
    cutting.restart()
  }

  /// Ends the corpus begun last.
  mutating func endPart(_ report: CorpusReport) {
    guard var ended = part else { return }
    ended.report = report
    index.parts.append(ended)
    part = nil
  }

  /// Adds a pair.
  ///
  /// - Parameters:
  ///   - pair: The tokens.
  ///   - line: Where it stands in its text.
  ///   - text: What errors name.
  ///   - file: Takes what is written.
  /// - Throws: `CorpusError.tooManyPairs`, or `FileError.unwritable`.
  mutating func append(
    _ pair: SentencePair, line: Int, of text: ParallelText, to file: inout FileWriter
  ) throws {
    guard index.pairCount < Self.pairLimit, line < Self.pairLimit else {
      throw CorpusError.tooManyPairs(file: text.sourceFile, line: line, limit: Self.pairLimit)
    }
    if index.pairCount.isMultiple(of: TokenStoreLayout.pairsPerStart) {
      starts.append(index.tokenCount, width: 8)
    }
    for side in [pair.source, pair.target] {
      for token in side { output.append(Int(token), width: index.tokenWidth) }
      lengths.append(side.count, width: index.lengthWidth)
      index.tokenCount += side.count
    }
    if let run = cutting.append(line: line) {
      runs.append(Int(run.pair), width: 4)
      runs.append(Int(run.line), width: 4)
      index.runCount += 1
    }
    index.pairCount += 1
    part?.append(
      PairExtent(sourceCount: pair.source.count, targetCount: pair.target.count + 1))
    try output.writeWhenFull(to: &file)
  }

  /// Writes everything that follows the tokens.
  mutating func finish(to file: inout FileWriter) throws {
    try output.append(lengths, to: &file)
    index.contentDigits = output.checksumSoFar.digits
    try output.append(starts, to: &file)
    try output.append(runs, to: &file)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let bytes = try encoder.encode(index)
    output.append(Array(bytes))
    output.append(bytes.count, width: 8)
    output.append(Int(truncatingIfNeeded: output.checksumSoFar.value), width: 8)
    try output.write(to: &file)
  }
}
