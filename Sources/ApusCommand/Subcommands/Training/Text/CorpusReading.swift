import Corpora
import FileStorage
import Foundation
import Tokenization
import Training

/// Reads the text of a run, and says what was left out.
struct CorpusReading {
  private let text: TrainingTextArguments
  private let tokenizer: Tokenizer
  private let maximumLength: Int
  private let encoders: PairEncoders
  /// Told what was left out.
  private let reporter: TrainingReporter

  init(
    text: TrainingTextArguments, tokenizer: Tokenizer, maximumLength: Int, threadCount: Int,
    reporter: TrainingReporter
  ) {
    self.reporter = reporter
    self.text = text
    self.tokenizer = tokenizer
    self.maximumLength = maximumLength
    encoders = PairEncoders(joint: CorpusEncoder(tokenizer, threadCount: threadCount).tokens)
  }

  /// The pairs to train on, which lie in a file of the output folder.
  func trainingCorpus() throws -> EncodedCorpus {
    let store = CorpusStore(
      path: text.output + "/corpus/train.tokens", droppedPath: text.output + "/dropped.tsv")
    var corpus = try keepingNoEmptyFolder(text.output + "/corpus") {
      try store.corpus(of: try recipe()) { reporter.say($0.line) }
    }
    for part in corpus.parts {
      if let counts = part.report { reporter.report(.read(counts, prefix: part.name)) }
    }
    if corpus.parts.contains(where: { $0.report?.droppedCount ?? 0 > 0 }) {
      reporter.say("\(store.droppedPath): every dropped pair and why")
    }
    corpus.setWeights(text.weights)
    return corpus
  }

  /// Makes a folder in the output folder; text with mistakes leaves neither behind.
  private func keepingNoEmptyFolder<Result>(
    _ folder: String, _ body: () throws -> Result
  ) throws -> Result {
    for prefix in text.train { _ = try text.open(prefix) }
    let files = FileManager.default
    let made = [folder, text.output].filter { !files.fileExists(atPath: $0) }
    try files.makeFolder(folder)
    do {
      return try body()
    } catch {
      for folder in made where (try? files.contentsOfDirectory(atPath: folder))?.isEmpty == true {
        try? files.removeItem(atPath: folder)
      }
      throw error
    }
  }

  /// The pairs of a prefix to validate on, as tokens and as text.
  func validationText(prefix: String) throws -> ValidationText {
    let reading = try EncodedCorpus.read(
      try text.open(prefix), filter: PairFilter(maximumLength: maximumLength), encoders: encoders)
    reporter.report(.read(reading.report, prefix: prefix))
    try list(reading.dropped)
    let pairs = try text.open(prefix)
    var (sources, references): ([String], [String]) = ([], [])
    while let pair = try pairs.next() {
      sources.append(pair.source)
      references.append(pair.target)
    }
    return ValidationText(sources: sources, references: references, corpus: reading.corpus)
  }

  /// Lists the pairs that the validation loss leaves out.
  private func list(_ dropped: DroppedPairs) throws {
    guard dropped.count > 0 else { return }
    var dropped = dropped
    let path = text.output + "/dropped-valid.tsv"
    try AtomicFile.write(to: path) { try dropped.write(to: &$0) }
    reporter.say("\(path): every dropped pair and why")
  }

  private func recipe() throws -> CorpusRecipe {
    var recipe = CorpusRecipe(
      prefixes: text.train, languages: (text.src, text.tgt), encoders: encoders,
      vocabularyCount: tokenizer.vocabularyCount,
      encoderIdentity: tokenizer.file.bytes + Array(Program.version.utf8))
    recipe.filter = try text.filters.filter(
      maximumLength: maximumLength, source: text.src, target: text.tgt)
    return recipe
  }
}

extension CorpusStore.Event {
  /// The line of a log.
  fileprivate var line: String {
    switch self {
    case .reusing(let path): "\(path): used again, its text is unchanged"
    case .making(let path): "\(path): being made of the training text"
    case .read(let pairCount): "\(pairCount.grouped) pairs read"
    case .unusable(let path, let reason): "\(path): not used: \(reason)"
    }
  }
}
