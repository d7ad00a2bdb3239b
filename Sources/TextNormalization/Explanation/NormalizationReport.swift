/// How often each step of a normaliser changed something in a corpus.
///
/// Reports of parts of a corpus can be merged; the result does not depend on the order.
public struct NormalizationReport: Equatable, Sendable {
  /// What one step did.
  public struct StepCount: Equatable, Sendable {
    /// The name of the step.
    public let step: String
    /// How many changes it made.
    public internal(set) var changeCount = 0
    /// In how many lines it made one.
    public internal(set) var lineCount = 0
    /// How often it made each change, by the words for it.
    public internal(set) var replacements: [String: Int] = [:]
  }

  /// How many lines were read.
  public private(set) var lineCount = 0
  /// How many of them came out otherwise than they went in.
  public private(set) var changedLineCount = 0
  /// The steps, in the order in which they are taken.
  public private(set) var steps: [StepCount]

  private let normalizer: Normalizer

  /// Makes an empty report on a normaliser.
  public init(of normalizer: Normalizer) {
    self.normalizer = normalizer
    steps = normalizer.steps.map { StepCount(step: $0.title) }
  }

  /// Counts what the normaliser does to a line.
  ///
  /// - Parameter line: A line of the corpus.
  /// - Returns: The normalised line.
  @discardableResult
  public mutating func count(_ line: String) -> String {
    lineCount += 1
    var text = Array(line.utf8)
    for (index, step) in normalizer.steps.enumerated() {
      var output = EditedText(recordsEdits: true)
      step.edit(text.span, into: &output)
      steps[index].count(output, of: text)
      text = output.bytes
    }
    let result = String(decoding: text, as: UTF8.self)
    if !result.utf8.elementsEqual(line.utf8) { changedLineCount += 1 }
    return result
  }

  /// Adds the counts of another report on the same normaliser.
  public mutating func merge(_ other: NormalizationReport) {
    precondition(normalizer == other.normalizer, "only reports on one normaliser can be merged")
    lineCount += other.lineCount
    changedLineCount += other.changedLineCount
    for index in steps.indices { steps[index].merge(other.steps[index]) }
  }
}

extension NormalizationReport.StepCount {
  /// Longer replacements differ nearly every time, so that a list of them would grow with the
  /// corpus; they are counted together.
  private static let longestReplacement = 24
  /// What they are counted as.
  private static let longer = "longer texts"

  fileprivate mutating func count(_ output: EditedText, of text: [UInt8]) {
    guard !output.edits.isEmpty else { return }
    lineCount += 1
    changeCount += output.edits.count
    for edit in output.edits {
      let isLonger = edit.source.count + edit.target.count > Self.longestReplacement
      let replacement =
        isLonger
        ? Self.longer
        : NormalizationTrace.replacement(
          of: String(decoding: text[edit.source], as: UTF8.self),
          by: String(decoding: output.bytes[edit.target], as: UTF8.self))
      replacements[replacement, default: 0] += 1
    }
  }

  fileprivate mutating func merge(_ other: Self) {
    changeCount += other.changeCount
    lineCount += other.lineCount
    replacements.merge(other.replacements, uniquingKeysWith: +)
  }
}

extension NormalizationReport {
  /// The report for people: a line for each step, and under it its most frequent changes.
  ///
  /// - Parameter replacementCount: How many changes of a step are listed at most.
  /// - Returns: Lines without a line feed after the last.
  public func text(replacementCount: Int = 10) -> String {
    let head = "\(lineCount) lines, \(changedLineCount) changed"
    return ([head] + steps.flatMap { lines(of: $0, replacementCount) }).joined(separator: "\n")
  }

  private func lines(of step: StepCount, _ replacementCount: Int) -> [String] {
    let ranked = step.replacements.sorted { left, right in
      left.value != right.value
        ? left.value > right.value : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
    let width = ranked.first.map { "\($0.value)".count } ?? 0
    let listed = ranked.prefix(replacementCount).map { replacement, count in
      let padding = String(repeating: " ", count: width - "\(count)".count)
      return "  \(padding)\(count)  \(replacement)"
    }
    let restCount = ranked.count - listed.count
    return ["\(step.step): \(step.changeCount) changes in \(step.lineCount) lines"] + listed
      + (restCount > 0 ? ["  and \(restCount) further kinds"] : [])
  }
}
