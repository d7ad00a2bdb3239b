import Corpora
import Training
import TrainingReports
import TransformerModel

extension RunDescription {
  /// What a command trains on what.
  ///
  /// - Parameters:
  ///   - identity: Model and options; every number of them is listed under its name.
  ///   - text: Languages, preset and files.
  ///   - limits: When the run validates and ends.
  ///   - pairCount: Of the training text.
  ///   - commandLine: As it was given.
  init(
    _ identity: RunIdentity, text: TrainingTextArguments, limits: TrainingLimits, pairCount: Int,
    commandLine: [String]
  ) {
    self.init()
    title = "\(text.src) to \(text.tgt), \(text.preset)"
    model = [Row("preset", "\(text.preset)")] + Row.rows(of: identity.model)
    options = [Row("tokenizer", text.tokenizer)] + Row.rows(of: identity.options)
    options += Row.rows(of: identity.schedule)
    self.commandLine = commandLine
    self.limits = RunLimits(limits, isValidated: text.valid != nil)
    self.pairCount = pairCount
    parameterCount = identity.model.parameterCount
  }
}

extension RunDescription.Row {
  /// A row for every stored property of a value, in order.
  fileprivate static func rows(of value: Any) -> [Self] {
    Mirror(reflecting: value).children.compactMap { child in
      child.label.map { Self($0.separateWords, text(of: child.value)) }
    }
  }

  private static func text(of value: Any) -> String {
    if let span = value as? TrainingSpan { return span.text }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      return mirror.children.first.map { text(of: $0.value) } ?? "none"
    }
    return (value as? Int)?.grouped ?? "\(value)"
  }
}
