/// The search for the translation of one sentence, a step at a time.
protocol SentenceSearch {
  /// The sentence, counted from 0.
  var sentence: Int { get }

  /// Whether nothing is left to do.
  var isOver: Bool { get }

  /// Adds the hypotheses to extend and the questions about them to a step.
  mutating func ask(_ step: inout Step)

  /// Takes the step, once it has been answered.
  mutating func advance(_ next: NextTokens)
}

/// A search for hypotheses.
protocol HypothesisSearch: SentenceSearch {
  /// Those that are wanted, best first, once the search is over.
  var hypotheses: [Hypothesis] { get }
}

/// One call of a scorer in the making, for all sentences together.
struct Step {
  var rows: [DecoderRow] = []
  /// Rows of the last call that the next one may go on from.
  var kept: [Int] = []
  /// Whether so many sentences are decoded that rows take the time, and not calls.
  fileprivate(set) var isCrowded = false
  var request: NextTokenRequest
  /// The most likeliest tokens that there are.
  private let allowedCount: Int
  /// The sentences that are a crowd.
  private let crowd: Int

  /// A step without rows.
  init(_ request: NextTokenRequest, crowd: Int = .max) {
    self.request = request
    self.crowd = crowd
    allowedCount = request.suppressed.allowedCount
  }

  /// Asks for likeliest tokens, a number that suffices for the asking sentence.
  ///
  /// More than it asked for make no difference to it, so that it does not depend on its company.
  mutating func askForLikeliest(_ count: Int) {
    request.likeliestCount = max(request.likeliestCount, min(count, allowedCount))
  }

  fileprivate mutating func begin(searchCount: Int) {
    isCrowded = searchCount >= crowd
    rows.removeAll(keepingCapacity: true)
    kept.removeAll(keepingCapacity: true)
    request.queries.removeAll(keepingCapacity: true)
    request.likeliestCount = 0
  }
}

/// Takes searches to their ends: one call a step for all that have begun and are not over.
///
/// No search sees another's numbers, so that none depends on the company it is in.
///
/// - Parameters:
///   - step: A step without rows.
///   - begin: The searches that begin beside those of some sentences, which are given, behind all
///     sentences so far; the end comes when none is running and none begins.
///   - extend: The scorer; a closure because this function is compiled for each kind of search, but
///     does not know the scorers of other modules.
///   - ended: Gets each search that is over.
func finish<Search: SentenceSearch>(
  _ step: Step, begin: (_ running: [Int]) -> [Search],
  extend: (Step, inout NextTokens) -> Void, ended: (Search) -> Void
) {
  var (step, next) = (step, NextTokens())
  var searches: [Search] = []
  while true {
    searches += begin(searches.map(\.sentence))
    if searches.isEmpty { return }
    step.begin(searchCount: searches.count)
    for index in searches.indices { searches[index].ask(&step) }
    extend(step, &next)
    next.checkPreconditions(step.request, rowCount: step.rows.count)
    for index in searches.indices { searches[index].advance(next) }
    for search in searches where search.isOver { ended(search) }
    searches.removeAll(where: \.isOver)
  }
}
