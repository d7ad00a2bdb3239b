/// A text that the network gets as a whole, and what became of it.
struct TranslationUnit {
  let source: MaskedText
  let context: Context
  /// What the network gets at first.
  let text: String
  /// What was wrong at the first try, nil before it.
  var firstFault: TranslationFault?
  var outcome = Outcome.pending
  var warnings: [TranslationWarning] = []

  /// Where a unit stands.
  struct Context {
    /// The number of the line.
    var line: Int
    var sourceCase: SourceCase
    /// The texts of all protected spans of the line by their first byte: no translation may hold
    /// one of its own.
    var spanTexts: [UInt8: Set<[UInt8]>]
    /// How often the text was cut because the network did not translate it as it should.
    var depth = 0
    /// Whether the text is a part of a sentence.
    var isPart = false
  }

  enum Outcome {
    case pending
    case settled([Translation])
    case divided([LinePiece])
  }

  /// The request of the try that comes next.
  func request(_ divider: TextDivider) -> TranslationRequest {
    var request = TranslationRequest(text)
    guard let firstFault else { return request }
    request.requiredTexts = source.standIns.map { String(decoding: $0.name, as: UTF8.self) }
    if firstFault == .repetition || firstFault == .lengthRatio {
      request.forbidsRepetition = true
      request.maximumTokenCount = 2 * divider.tokenCount(text) + 16
    }
    return request
  }
}
