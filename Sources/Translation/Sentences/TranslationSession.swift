import Decoding
import LexicalShortlist
import Tokenization
import TransformerModel

/// What one worker decodes: sentences of a queue, whose translations go back to it.
///
/// The straight line from token ids to text.
final class TranslationSession<Scorer: SourceScorer>: SearchSession {
  let vocabularyCount: Int
  private var scorer: Scorer
  private let queue: SentenceQueue
  private let limits: GroupLimits
  private let plan: SearchPlan
  private let choice: CandidateChoice
  private let details: TranslationDetails.Reader
  private let tokenizer: Tokenizer
  private let shortlist: Shortlist?
  /// The jobs of the sentences that are not over, by their numbers.
  private var jobs: [Int: SentenceQueue.Job] = [:]
  /// The groups of which a sentence is not over.
  private var groups: [GroupLimits.Group] = []

  /// A session without sentences.
  ///
  /// - Parameters:
  ///   - scorer: Has no sentences.
  ///   - queue: Has them.
  ///   - limits: How many are decoded at once.
  ///   - options: How they are translated.
  ///   - tokenizer: The model's.
  ///   - details: Tells more of translations.
  init(
    _ scorer: Scorer, queue: SentenceQueue, limits: GroupLimits, options: TranslationOptions,
    tokenizer: Tokenizer, details: TranslationDetails.Reader
  ) {
    self.scorer = scorer
    self.queue = queue
    self.limits = limits
    self.tokenizer = tokenizer
    self.details = details
    vocabularyCount = scorer.vocabularyCount
    plan = SearchPlan(options, tokenizer: tokenizer)
    choice = CandidateChoice(options, tokenizer: tokenizer)
    shortlist = options.shortlist
  }

  /// Decodes until the queue has no more.
  func run() { plan.decode(self) }

  func begin(beside running: [Int]) -> [SearchSentence] {
    groups.removeAll { !$0.sentences.contains { jobs[$0] != nil } }
    let room = limits.room(beside: groups, runningCount: running.count)
    let new = queue.take(room, waits: running.isEmpty)
    if new.isEmpty { return [] }
    let first = scorer.sentenceCount
    for (place, job) in new.enumerated() { jobs[first + place] = job }
    groups.append(
      GroupLimits.Group(
        sentences: first..<first + new.count,
        weight: new.reduce(0) { $0 + limits.weight(length: $1.length) }))
    let sentences = new.map(\.sentence)
    scorer.begin(
      TokenBatch(sentences.map { $0.tokens + [tokenizer.sentenceMarkers.end] }),
      beside: running,
      shortlists: shortlist.map { shortlist in
        sentences.map { tokenizer.targetTokens(of: $0, from: shortlist) }
      })
    return sentences.map(plan.sentence)
  }

  func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens
  ) {
    scorer.extend(rows, keeping: kept, request, into: &next)
  }

  func end(_ sentence: Int, _ hypotheses: [Hypothesis]) {
    guard let job = jobs.removeValue(forKey: sentence) else {
      preconditionFailure("sentence \(sentence) ended, which did not run")
    }
    let candidates = choice.candidates(among: [hypotheses])
    queue.answer(job, details.translations(of: [job.sentence], candidates)[0])
  }
}
