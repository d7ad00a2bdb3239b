/// The search for the translation of one sentence, a step at a time.
protocol SentenceSearch {
  /// Whether nothing is left to do.
  var isOver: Bool { get }

  /// Adds the hypotheses to extend and the questions about them to a step.
  mutating func ask(_ step: inout Step)

  /// Takes the step, once it has been answered.
  mutating func advance(_ next: NextTokens)
}

/// One call of a scorer in the making, for all sentences together.
struct Step {
  var rows: [DecoderRow] = []
  var request: NextTokenRequest
  /// The most likeliest tokens that there are.
  private let allowedCount: Int

  /// A step without rows.
  init(_ request: NextTokenRequest) {
    self.request = request
    allowedCount = request.suppressed.allowedCount
  }

  /// Asks for likeliest tokens, a number that suffices for the asking sentence.
  ///
  /// More than it asked for make no difference to it, so that it does not depend on its company.
  mutating func askForLikeliest(_ count: Int) {
    request.likeliestCount = max(request.likeliestCount, min(count, allowedCount))
  }

  fileprivate mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    request.queries.removeAll(keepingCapacity: true)
    request.likeliestCount = 0
  }
}

/// Takes searches to their ends: one call a step for all that are not over.
///
/// No search sees another's numbers, so that none depends on the company it is in.
///
/// - Parameters:
///   - searches: One for each sentence, in order.
///   - step: A step without rows.
///   - extend: The scorer; a closure because this function is compiled for each kind of search, but
///     does not know the scorers of other modules.
func finish(
  _ searches: inout [some SentenceSearch], _ step: Step,
  extend: ([DecoderRow], NextTokenRequest, inout NextTokens) -> Void
) {
  var step = step
  var next = NextTokens()
  while true {
    step.removeAll()
    for index in searches.indices where !searches[index].isOver { searches[index].ask(&step) }
    if step.rows.isEmpty { return }
    extend(step.rows, step.request, &next)
    next.checkPreconditions(step.request, rowCount: step.rows.count)
    for index in searches.indices where !searches[index].isOver { searches[index].advance(next) }
  }
}
