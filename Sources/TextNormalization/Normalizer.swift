/// Brings text into the one spelling that a model was trained on.
///
/// The steps and their order are fixed: controls, then the normal form, then whitespace. In this
/// order the result is a fixed point, since no normal form makes a control, and no space composes
/// with what follows it: normalising twice is normalising once.
public struct Normalizer: Equatable, Sendable {
  /// What a normaliser does; stored with the model.
  public struct Configuration: Codable, Equatable, Sendable {
    /// The Unicode normal form.
    public var form: Form
    /// Whether controls and invisible characters go (see `ScalarSet`).
    public var cleansControls: Bool
    /// Whether each run of whitespace becomes one space, and none is left at the ends.
    public var collapsesWhitespace: Bool

    /// Describes a normaliser; the defaults serve a new model.
    public init(
      form: Form = .nfkc, cleansControls: Bool = true, collapsesWhitespace: Bool = true
    ) {
      self.form = form
      self.cleansControls = cleansControls
      self.collapsesWhitespace = collapsesWhitespace
    }
  }

  /// What this normaliser does.
  public let configuration: Configuration

  /// Makes a normaliser.
  public init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// The text in the spelling that the configuration asks for.
  public func normalized(_ text: String) -> String {
    guard !text.isInert else { return text }

    var result = text
    if configuration.cleansControls { result = result.withoutControls() }
    result = configuration.form.applied(to: result)
    if configuration.collapsesWhitespace { result = result.withSingleSpaces() }
    return result
  }
}
