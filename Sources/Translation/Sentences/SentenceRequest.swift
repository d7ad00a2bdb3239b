/// One sentence for the network, and what its translation must be like.
public struct SentenceRequest: Sendable, Hashable {
  /// The sentence.
  public var text: String
  /// What the translation begins with.
  public var prefix = ""
  /// Texts that the translation must hold.
  public var required: [String] = []
  /// Texts that it must not hold.
  public var forbidden: [String] = []
  /// Whether no three tokens in a row may come twice.
  var forbidsRepetition = false
  /// The most tokens of the translation; nil where search decides.
  var maximumTokenCount: Int?

  /// A sentence to translate in any way.
  public init(_ text: String) { self.text = text }

  init(_ request: TranslationRequest) {
    text = request.text
    required = request.requiredTexts
    forbidsRepetition = request.forbidsRepetition
    maximumTokenCount = request.maximumTokenCount
  }

  /// Whether search is told anything about this sentence alone.
  var hasConstraints: Bool { !prefix.isEmpty || !required.isEmpty || !forbidden.isEmpty }
}
