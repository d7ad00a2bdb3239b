/// Brings text into the one spelling that a model was trained on.
///
/// A normaliser is a list of steps, stored with the model and applied alike everywhere.
public struct Normalizer: Sendable {
  /// What is done to a text, in this order.
  public var steps: [Step] {
    didSet { passes = Pass.passes(of: steps) }
  }

  private var passes: [Pass]

  /// Makes a normaliser that takes some steps; none leaves every text as it is.
  public init(steps: [Step]) {
    self.steps = steps
    passes = Pass.passes(of: steps)
  }

  /// The normaliser of a new model: controls, then a normal form, then whitespace.
  ///
  /// In this order the result is a fixed point, since no normal form makes a control, and no space
  /// composes with what follows it: normalising twice is normalising once.
  ///
  /// - Parameters:
  ///   - form: The Unicode normal form, or nil for none.
  ///   - version: The Unicode version of the form; a stored tokenizer pins it.
  ///   - cleansControls: Whether controls and invisible characters go.
  ///   - collapsesWhitespace: Whether each run of whitespace becomes one space, and none is left at
  ///     the ends.
  /// - Returns: The normaliser.
  public static func standard(
    form: NormalForm.Name? = .nfkc, version: NormalForm.UnicodeVersion = .unicode9,
    cleansControls: Bool = true, collapsesWhitespace: Bool = true
  ) -> Normalizer {
    var steps: [Step] = []
    if cleansControls { steps.append(.controls) }
    if let form { steps.append(.form(NormalForm(form, version: version))) }
    if collapsesWhitespace { steps.append(.whitespace(.collapse)) }
    return Normalizer(steps: steps)
  }

  /// The text in the spelling that the steps lead to.
  ///
  /// - Complexity: O(*n*) in the length of the text, at memory speed where it needs no change.
  public func normalized(_ text: String) -> String {
    guard !passes.isEmpty else { return text }
    let source = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    append(normalized: source.span, to: &result)
    return result == source ? text : String(decoding: result, as: UTF8.self)
  }

  /// Appends the normalised spelling of a text to a buffer, whose content before it is not looked at.
  ///
  /// - Parameters:
  ///   - utf8: The text, valid UTF-8.
  ///   - buffer: What the result is appended to, valid UTF-8 as well.
  package func append(normalized utf8: Span<UInt8>, to buffer: inout [UInt8]) {
    guard let last = passes.last else { return buffer.append(utf8, 0..<utf8.count) }
    guard passes.count > 1 else { return last.append(utf8, to: &buffer) }

    var text: [UInt8] = []
    passes[0].append(utf8, to: &text)
    for pass in passes[1..<(passes.count - 1)] {
      var next: [UInt8] = []
      pass.append(text.span, to: &next)
      text = next
    }
    last.append(text.span, to: &buffer)
  }
}

extension Normalizer: Equatable {
  /// Normalisers are equal if they take the same steps.
  public static func == (left: Normalizer, right: Normalizer) -> Bool { left.steps == right.steps }
}
