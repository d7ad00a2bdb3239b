import FileStorage
import Foundation

/// The training text of a run as token ids in a file.
///
/// The file is made once, and used again as long as everything that it was made of is the same.
package struct CorpusStore: Sendable {
  /// What is told while a store is opened or made.
  package enum Event: Equatable, Sendable {
    case reusing(path: String)
    case making(path: String)
    /// Some more millions of pairs have been read.
    case read(pairCount: Int)
    /// The file that stands there cannot be used, and is made anew.
    case unusable(path: String, reason: String)
  }

  /// Where the tokens lie.
  package let path: String
  /// Where the pairs are listed that were dropped.
  package let droppedPath: String

  package init(path: String, droppedPath: String) {
    self.path = path
    self.droppedPath = droppedPath
  }

  /// The corpus that a recipe makes, from the file if it stands there whole, else from the text.
  ///
  /// - Parameters:
  ///   - recipe: What the corpus is made of.
  ///   - report: Called before the work that an event stands for.
  /// - Returns: The corpus, its parts named as in the recipe.
  /// - Throws: `CorpusError`, `TextError`, or `FileError.unwritable` where a file cannot be
  ///   written.
  package func corpus(
    of recipe: CorpusRecipe, report: (Event) -> Void
  ) throws -> EncodedCorpus {
    for place in [path, droppedPath] {
      AtomicFile.removeLeftovers(
        in: URL(fileURLWithPath: place).deletingLastPathComponent().path)
    }
    let key = try recipe.key()
    if let store = stored(key: key, report: report) {
      report(.reusing(path: path))
      return EncodedCorpus(store, names: recipe.prefixes)
    }
    report(.making(path: path))
    try make(recipe, key: key, report: report)
    do {
      return EncodedCorpus(
        try TokenStore(contentsOf: path, key: key), names: recipe.prefixes)
    } catch let defect as TokenStore.Defect {
      throw CorpusError.damagedStore(path: path, reason: "\(defect)")
    }
  }

  /// What stands at the path, if it is what the recipe would make.
  private func stored(key: String, report: (Event) -> Void) -> TokenStore? {
    let files = FileManager.default
    guard files.fileExists(atPath: path) else { return nil }
    do {
      let store = try TokenStore(contentsOf: path, key: key)
      if files.fileExists(atPath: droppedPath) { return store }
      report(.unusable(path: path, reason: "\(droppedPath) is no longer beside it"))
    } catch {
      report(.unusable(path: path, reason: "\(error)"))
    }
    return nil
  }

  /// Writes both files; the list is in its place before the tokens are in theirs.
  private func make(
    _ recipe: CorpusRecipe, key: String, report: (Event) -> Void
  ) throws {
    var writer = TokenStoreWriter(
      key: key, vocabularyCount: recipe.vocabularyCount,
      maximumLength: recipe.filter.limits.maximumLength)
    var pace = ReadingPace()
    var reading = PairReading(filter: recipe.filter, encoders: recipe.encoders)
    try AtomicFile.write(to: path) { store in
      try AtomicFile.write(to: droppedPath) { list in
        for text in try recipe.open() {
          writer.beginPart(name: text.name)
          let kept = try reading.read(text) { pair, line in
            try writer.append(pair, line: line, of: text, to: &store)
          } afterBlock: { blockCount, dropped in
            try dropped.writeWhenFull(to: &list)
            if let pairCount = pace.count(blockCount) { report(.read(pairCount: pairCount)) }
          }
          writer.endPart(kept)
        }
        try reading.dropped.write(to: &list)
      }
      try writer.finish(to: &store)
    }
  }
}

/// Tells when some more millions of pairs have been read.
private struct ReadingPace {
  private static let step = 5_000_000
  private var readCount = 0

  /// Adds pairs, and gives back their number so far where it is worth telling.
  mutating func count(_ count: Int) -> Int? {
    let steps = readCount / Self.step
    readCount += count
    return readCount / Self.step > steps ? readCount : nil
  }
}

extension TokenStore.Defect: CustomStringConvertible {
  var description: String {
    switch self {
    case .torn: "it is torn or cut short"
    case .otherVersion: "it is no token store of this version"
    case .damaged: "it is damaged: its checksum is wrong"
    case .otherContent: "the text, the tokenizer or the filters are others now"
    }
  }
}
