/// The hypotheses that beam search follows for one sentence.
struct Beam: SentenceSearch {
  private let start: SentenceStart
  private var top: TopCandidates
  private var history = TokenHistory()
  /// The number of tokens of the live hypotheses.
  private var length = 0

  // The live hypotheses, best first.
  private(set) var rows: [DecoderRow]
  /// Their tokens, in `history`.
  private var nodes = [TokenHistory.root]
  private var logProbabilities = [0.0]

  /// The hypotheses that have ended, best first, and of equal ones the earlier first.
  private var finished: [Hypothesis] = []

  init(_ start: SentenceStart) {
    self.start = start
    top = TopCandidates(capacity: 2 * start.options.beamSize, isSuppressed: start.isSuppressed)
    rows = [start.row]
  }

  /// The hypotheses wanted, once the search is over.
  var best: [Hypothesis] {
    Array(finished.prefix(start.options.hypothesisCount))
  }

  mutating func advance(_ nextLogProbabilities: Span<Float>, firstRow: Int) {
    top.select(from: nextLogProbabilities, of: logProbabilities)
    if length == start.maximumLength || top.candidates.isEmpty {
      finishByForce(nextLogProbabilities)
      return
    }
    finishEnded()
    follow(firstRow: firstRow)
    if isOver { rows = [] }
  }

  /// Finishes the candidates that end the sentence, as far as they are among the best N.
  private mutating func finishEnded() {
    for candidate in top.candidates.prefix(start.options.beamSize) where ends(candidate) {
      finish(
        nodes[candidate.parent], logProbability: candidate.logProbability, isTruncated: false)
    }
  }

  /// Makes the best N candidates that do not end the sentence the live hypotheses.
  private mutating func follow(firstRow: Int) {
    let followed = top.candidates.filter { !ends($0) }.prefix(start.options.beamSize)
    let sentence = start.row.sentence
    rows = followed.map {
      DecoderRow(sentence: sentence, parent: firstRow + $0.parent, token: $0.token)
    }
    nodes = followed.map { history.append($0.token, to: nodes[$0.parent]) }
    logProbabilities = followed.map(\.logProbability)
    length += 1
  }

  /// Ends all live hypotheses, as likely or unlikely as the end of sentence is after each.
  private mutating func finishByForce(_ nextLogProbabilities: Span<Float>) {
    let endOfSentence = start.options.endOfSentence
    var mostLikely = TopCandidates(capacity: 1, isSuppressed: start.isSuppressed)
    for row in rows.indices {
      let elements = (row..<(row + 1)).elements(columnCount: start.isSuppressed.count)
      let next = nextLogProbabilities.extracting(elements)
      mostLikely.select(from: next, of: CollectionOfOne(0))
      finish(
        nodes[row],
        logProbability: logProbabilities[row] + next[Int(endOfSentence)].orImpossible,
        isTruncated: mostLikely.candidates.first?.token != endOfSentence)
    }
    rows = []
  }

  private mutating func finish(_ node: Int, logProbability: Double, isTruncated: Bool) {
    let hypothesis = Hypothesis(
      tokens: history.tokens(of: node), logProbability: logProbability, isTruncated: isTruncated,
      lengthPenalty: start.options.lengthPenalty)
    let worse = finished.firstIndex { $0.score < hypothesis.score } ?? finished.count
    finished.insert(hypothesis, at: worse)
  }

  private func ends(_ candidate: Candidate) -> Bool {
    candidate.token == start.options.endOfSentence
  }

  /// Whether nothing that may still come can change the hypotheses wanted.
  private var isOver: Bool {
    let (beamSize, wantedCount) = (start.options.beamSize, start.options.hypothesisCount)
    guard finished.count < beamSize, let best = logProbabilities.first else { return true }
    guard finished.count >= wantedCount else { return false }
    let limit = start.options.lengthPenalty.divisor(length: start.maximumLength + 1)
    return finished[wantedCount - 1].score >= best / limit
  }
}
