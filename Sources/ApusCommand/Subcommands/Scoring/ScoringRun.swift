import ArgumentParser
import Evaluation
import Foundation

/// One run of `apus score`: reads, counts, prints.
struct ScoringRun {
  private let command: ScoreCommand
  private let console: ScoringConsole

  init(_ command: ScoreCommand) {
    self.command = command
    console = ScoringConsole(isQuiet: command.output.quiet)
  }

  /// Does all of it.
  ///
  /// - Throws: `ScoringFailure`, `CommandFailure`, and errors of reading and writing.
  func run() throws {
    try checkRequest()
    let significance = Significance(
      test: try command.significance.pairedTest(),
      bootstrap: command.sentenceLevel ? nil : try command.significance.bootstrap(),
      threadCount: command.threads.count)
    let inputs = try systemFiles()
    let metrics = try metrics(isForSentences: command.sentenceLevel)
    let reader = try reader(of: inputs)
    if !inputs.isEmpty { try checkSystemCount(inputs.count) }
    let corpus = try CorpusScorer(
      metrics: metrics, threadCount: command.threads.count, kept: kept(significance)
    ).scoredCorpus(reader)
    try checkSystemCount(corpus.systems.count)
    guard corpus.segmentCount > 0 else {
      throw ScoringFailure.noSentence(inputs.first ?? "standard input")
    }
    let names = systemNames(inputs, count: corpus.systems.count)
    warn(of: metrics, corpus, names)
    try report(corpus, names: names, metrics: metrics, significance: significance)
  }

  private func report(
    _ corpus: CountedCorpus, names: [String], metrics: [any Metric], significance: Significance
  ) throws {
    if command.sentenceLevel {
      return try SentenceScores(metric: metrics[0], rows: corpus.systems[0].rows[0]).write(
        metrics[0].signature(referenceCount: corpus.references.count), command.output,
        threadCount: command.threads.count)
    }
    console.tell(of: significance, metrics: metrics, systemCount: names.count)
    let isPageWanted = command.output.html != nil
    let systems =
      command.output.detail && !isPageWanted
      ? nil
      : ScoredSystems(corpus, names: names, metrics: metrics, significance: significance)
    let sentenceMetrics =
      try isPageWanted || command.output.detail ? self.metrics(isForSentences: true) : []
    if let page = command.output.html, let systems {
      try ScorePageMaking(
        corpus: corpus, systems: systems, sentenceMetrics: sentenceMetrics,
        title: command.references.map(\.lastPathComponent).joined(separator: ", ")
      ).write(to: page)
    }
    if command.output.detail {
      try DetailTable(
        corpus: corpus, names: names, metrics: sentenceMetrics, width: command.output.width
      ).write()
    } else if let systems {
      try print(systems)
    }
  }

  private func print(_ systems: ScoredSystems) throws {
    let text =
      systems.names.count == 1
      ? SingleSystemText(systems: systems, output: command.output).text
      : SystemsTable(
        systems: systems, output: command.output, givenCount: command.significance.givenCount
      ).text
    var output = StandardOutput()
    try output.write(Array((text + "\n").utf8))
    try output.flush()
  }

  private func kept(_ significance: Significance) -> CorpusScorer.Kept {
    let needsTexts = command.output.detail || command.output.html != nil
    return CorpusScorer.Kept(
      rows: significance.isWanted || command.sentenceLevel || needsTexts, texts: needsTexts)
  }
}

// What sacreBLEU asks of options and systems.
extension ScoringRun {
  private func checkRequest() throws {
    if command.sentenceLevel, command.metrics.count > 1 {
      throw ScoringFailure.unfit("only one metric can be used with --sentence-level")
    }
    if command.references.isEmpty {
      throw ScoringFailure.unfit("no reference; give the files of references before -i")
    }
    if command.referenceCount != 1, command.references.count > 1 {
      throw ScoringFailure.unfit(
        "--num-refs \(command.referenceCount) is for one file of references; there are "
          + "\(command.references.count)")
    }
  }

  private func checkSystemCount(_ count: Int) throws {
    if command.sentenceLevel, count > 1 {
      throw ScoringFailure.unfit("only one system can be scored with --sentence-level")
    }
    if command.sentenceLevel, command.significance.wantsInterval || command.significance.isPaired {
      throw ScoringFailure.unfit("statistical tests are unavailable with --sentence-level")
    }
    if command.significance.isPaired, count == 1 {
      throw ScoringFailure.unfit("paired tests compare several systems; give them with -i")
    }
    if command.significance.wantsInterval, count > 1 {
      throw ScoringFailure.unfit(
        "--confidence is for one system; compare several with --paired-bs or --paired-ar")
    }
  }

  private func reader(of inputs: [String]) throws -> SegmentReader {
    guard let encoding = TextEncoding(named: command.encoding) else {
      throw ScoringFailure.unfit(
        "--encoding is '\(command.encoding)'; wanted \(TextEncoding.examples)")
    }
    let references = try command.references.map { try LineFile(path: $0, encoding: encoding) }
    let systems: SegmentReader.Systems =
      inputs.isEmpty
      ? .standardInput(try LineFile(standardInputIn: encoding))
      : .files(try inputs.map { try LineFile(path: $0, encoding: encoding) })
    return SegmentReader(
      references: references, fieldCount: command.referenceCount, systems: systems)
  }

  /// The files of systems; a baseline that is named again is left out.
  private func systemFiles() throws -> [String] {
    try command.inputs.reduce(into: []) { files, file in
      guard files.contains(file) else { return files.append(file) }
      guard command.significance.isPaired, file == files[0] else {
        throw ScoringFailure.repeatedSystem(file)
      }
      console.say("'\(file)' is left out, as it is the baseline")
    }
  }

  private func systemNames(_ inputs: [String], count: Int) -> [String] {
    let isPaired = command.significance.isPaired
    guard inputs.isEmpty else {
      return isPaired ? ["Baseline: \(inputs[0])"] + inputs.dropFirst() : inputs
    }
    guard isPaired else { return (1...count).map { "System \($0)" } }
    return ["Baseline"] + (1..<count).map { "System \($0)" }
  }

  private func warn(of metrics: [any Metric], _ corpus: CountedCorpus, _ names: [String]) {
    guard let bleu = metrics.lazy.compactMap({ $0 as? BLEU }).first else { return }
    for warning in bleu.warnings(
      hypotheses: [], language: command.bleu.tokenize == nil ? nil : command.testSets.targetLanguage
    ) {
      console.warn(warning.description)
    }
    guard !command.bleu.force, !command.sentenceLevel else { return }
    for (name, system) in zip(names, corpus.systems)
    where system.tokenizedCount >= BLEU.tokenizedLineLimit {
      let warning = BLEUWarning.looksTokenized(lineCount: system.tokenizedCount)
      console.warn("\(name): \(warning); --force says that it is as it should be")
    }
  }
}

// The metrics that are asked for.
extension ScoringRun {
  /// In the order of their names, or for a comparison in that of the command line.
  ///
  /// - Parameter isForSentences: Whether they score single sentences.
  /// - Returns: Each metric once.
  /// - Throws: What making a metric throws.
  private func metrics(isForSentences: Bool) throws -> [any Metric] {
    var names: [MetricName] = []
    for name in command.metrics where !names.contains(name) { names.append(name) }
    if !command.significance.isPaired { names.sort { $0.rawValue < $1.rawValue } }
    let making = MetricMaking(command)
    return try names.map { try making.metric($0, isForSentences: isForSentences) }
  }
}

extension String {
  fileprivate var lastPathComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
