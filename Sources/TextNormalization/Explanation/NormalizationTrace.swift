/// What each step of a normaliser did to a text, and why.
public struct NormalizationTrace: Sendable {
  /// A part of a text that a step replaced.
  public struct Change: Sendable {
    /// The name of the step, such as `NFKC`.
    public let step: String
    /// The characters that the step read.
    public let removed: String
    /// The characters that it wrote in their place.
    public let inserted: String
    /// Where the characters come from in the original, as UTF-8 offsets.
    public let originalBytes: Range<Int>
  }

  /// The text before and after all steps.
  public let alignedText: AlignedText
  /// The changes, step by step, and within a step from the start of the text.
  public let changes: [Change]
}

extension Normalizer {
  /// Normalises a text, and tells what changed at which step.
  public func trace(_ text: String) -> NormalizationTrace {
    var bytes = Array(text.utf8)
    var alignment = Alignment()
    var changes: [NormalizationTrace.Change] = []
    for step in steps {
      var output = EditedText(recordsEdits: true)
      step.edit(bytes.span, into: &output)
      for edit in output.edits {
        changes.append(
          NormalizationTrace.Change(
            step: step.title,
            removed: String(decoding: bytes[edit.source], as: UTF8.self),
            inserted: String(decoding: output.bytes[edit.target], as: UTF8.self),
            originalBytes: alignment.sourceRange(of: edit.source)))
      }
      alignment = alignment.composed(with: Alignment(output.edits))
      bytes = output.bytes
    }
    let result = String(decoding: bytes, as: UTF8.self)
    return NormalizationTrace(
      alignedText: AlignedText(original: text, text: result, alignment: alignment),
      changes: changes)
  }
}

extension Normalizer.Step {
  /// The name of the step for people.
  public var title: String {
    switch self {
    case .form(let form): form.title
    case .controls: "controls"
    case .whitespace: "whitespace"
    case .lowercase: "lowercase"
    case .caseFold: "case folding"
    case .stripAccents: "accents"
    case .replace: "replacement"
    case .transliterate(let rules):
      if case .id(let id) = rules.source { id } else { "rules" }
    case .characterMap(let named): named.name
    case .punctuation(let rules): "punctuation of \(rules.language)"
    case .truecase: "truecase"
    }
  }
}

extension NormalForm {
  fileprivate var title: String {
    name == .nfkcCaseFold ? "NFKC_Casefold" : name.rawValue.uppercased()
  }
}
