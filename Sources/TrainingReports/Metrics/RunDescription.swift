package import Corpora
package import Training

/// What is trained on what: all that a reader of a run's report wants to know beside its curves.
package struct RunDescription: Sendable, Equatable, Codable {
  /// A name and a value for people.
  package struct Row: Sendable, Equatable, Codable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Such as `en to de`.
  package var title = ""
  /// Sizes of the model.
  package var model: [Row] = []
  /// Options of the training.
  package var options: [Row] = []
  package var commandLine: [String] = []
  package var corpora: [CorpusSummary] = []
  package var limits = RunLimits()
  /// Of the training text.
  package var pairCount: Int?
  package var parameterCount: Int?
  package var backend: String?
  package var threadCount: Int?

  package init() {}
}

/// When a run validates, saves and ends.
package struct RunLimits: Sendable, Equatable, Codable {
  package var maximumUpdates = Int.max
  package var maximumEpochs: Int?
  /// Nil without a validation text.
  package var validateEvery: Int?
  package var saveEvery: Int?
  package var patience: Int?

  package init() {}

  package init(_ limits: TrainingLimits, isValidated: Bool) {
    maximumUpdates = limits.maximumUpdates
    maximumEpochs = limits.maximumEpochs
    validateEvery = isValidated ? limits.validateEvery : nil
    saveEvery = limits.saveEvery
    patience = limits.patience?.count
  }
}

/// What reading a corpus kept and dropped.
package struct CorpusSummary: Sendable, Equatable, Codable {
  /// The pairs dropped for one reason.
  package struct Drop: Sendable, Equatable, Codable {
    package var reason: String
    package var count: Int
    /// The first of them.
    package var lines: [Int]

    package init(reason: String, count: Int, lines: [Int]) {
      self.reason = reason
      self.count = count
      self.lines = lines
    }
  }

  /// The prefix, as it was named on the command line.
  package var name: String
  package var readCount: Int
  package var keptCount: Int
  package var drops: [Drop]

  package init(name: String, readCount: Int, keptCount: Int, drops: [Drop]) {
    self.name = name
    self.readCount = readCount
    self.keptCount = keptCount
    self.drops = drops
  }

  package init(_ report: CorpusReport, of name: String) {
    let drops = report.drops.map {
      Drop(reason: "\($0.reason)".separateWords, count: $0.count, lines: $0.firstLines)
    }
    self.init(
      name: name, readCount: report.readCount, keptCount: report.keptCount, drops: drops)
  }
}

extension String {
  /// A name in camel case for people: `longSource` as `long source`.
  package var separateWords: String {
    reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }
}
