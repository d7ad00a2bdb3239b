/// Sentences to decode that come while others are being decoded, and what becomes of them.
///
/// Of sentences that are decoded together some end long before others. Where new ones take their
/// places, each step has about as many hypotheses as the network is fast with. No translation depends
/// on the company.
package protocol SearchSession: AnyObject {
  /// The number of token ids, V.
  var vocabularyCount: Int { get }

  /// Says what sentences begin with the next step; the search is over when none runs and none begins.
  ///
  /// - Parameter running: The numbers of the sentences that are not over, ascending. Sentences are
  ///   numbered from 0 in the order in which they begin.
  /// - Returns: Those that begin.
  func begin(beside running: [Int]) -> [SearchSentence]

  /// Extends hypotheses by one token each, as a `NextTokenScorer` of the sentences begun so far.
  func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens)

  /// Takes the hypotheses of a sentence, best first.
  func end(_ sentence: Int, _ hypotheses: [Hypothesis])
}

/// What search has to know of a sentence.
package struct SearchSentence: Sendable {
  /// What is looked for: the same for all sentences of a session but for repetition and lengths.
  package var options: SearchOptions
  /// The number of tokens of the source, which limits the hypotheses' length.
  package var sourceLength: Int
  package var constraints: SentenceConstraints
  /// What tells its random numbers from those of others.
  package var key: UInt64

  package init(
    _ options: SearchOptions, sourceLength: Int, constraints: SentenceConstraints = .none,
    key: UInt64 = 0
  ) {
    self.options = options
    self.sourceLength = sourceLength
    self.constraints = constraints
    self.key = key
  }
}

extension SearchSession {
  /// Searches in one way to the end.
  func run<Search: HypothesisSearch>(
    _ step: Step, _ makeSearch: (SentenceStart, SearchSentence) -> Search
  ) {
    var begunCount = 0
    finish(step) { running in
      let sentences = begin(beside: running)
      defer { begunCount += sentences.count }
      return sentences.enumerated().map { place, sentence in
        let start = SentenceStart(
          sentence, number: begunCount + place, suppressed: step.request.suppressed)
        return makeSearch(start, sentence)
      }
    } extend: { step, next in
      extend(step.rows, keeping: step.kept, step.request, into: &next)
    } ended: {
      end($0.sentence, $0.hypotheses)
    }
  }
}

/// All sentences of a scorer, from the first step on.
final class WholeBatch<Scorer: NextTokenScorer>: SearchSession {
  private(set) var scorer: Scorer
  private(set) var hypotheses: [[Hypothesis]]
  private var sentences: [SearchSentence]

  init(_ sentences: [SearchSentence], _ scorer: Scorer) {
    precondition(
      sentences.count == scorer.sentenceCount,
      "\(sentences.count) sentences to search for, \(scorer.sentenceCount) of the scorer.")
    self.sentences = sentences
    self.scorer = scorer
    hypotheses = sentences.map { _ in [] }
  }

  var vocabularyCount: Int { scorer.vocabularyCount }

  func begin(beside running: [Int]) -> [SearchSentence] {
    defer { sentences = [] }
    return sentences
  }

  func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens
  ) {
    scorer.extend(rows, keeping: kept, request, into: &next)
  }

  func end(_ sentence: Int, _ hypotheses: [Hypothesis]) { self.hypotheses[sentence] = hypotheses }
}
