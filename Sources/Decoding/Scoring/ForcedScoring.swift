/// Asks a network how likely given translations are, token by token.
///
/// The network is used as search uses it, so that a hypothesis gets the numbers that it was found
/// with.
package struct ForcedScoring: Sendable {
  private let beginOfSentence: Int32
  private let endOfSentence: Int32
  private let wantsAttention: Bool

  /// A way to score translations.
  ///
  /// - Parameters:
  ///   - beginOfSentence: The token that stands before the first.
  ///   - endOfSentence: The token that ends a translation.
  ///   - wantsAttention: Whether the cross-attention is wanted, too.
  package init(beginOfSentence: Int32, endOfSentence: Int32, wantsAttention: Bool = false) {
    self.beginOfSentence = beginOfSentence
    self.endOfSentence = endOfSentence
    self.wantsAttention = wantsAttention
  }

  /// Scores translations, all of them together.
  ///
  /// - Parameters:
  ///   - targets: For each sentence its translations, without begin and end of sentence.
  ///   - scorer: The network at the begin of the sentences.
  /// - Returns: The scores, in the places of `targets`.
  package func scores(
    of targets: [[[Int32]]], using scorer: inout some NextTokenScorer
  ) -> [[ForcedScore]] {
    precondition(
      targets.count == scorer.sentenceCount,
      "The targets of \(targets.count) sentences for \(scorer.sentenceCount) sentences.")
    var paths = targets.enumerated().map { sentence, targets in
      ForcedPaths(
        sentence: sentence, targets: targets, markers: (beginOfSentence, endOfSentence),
        wantsAttention: wantsAttention)
    }
    var scores = targets.map { _ in [ForcedScore]() }
    for path in paths where path.isOver { scores[path.sentence] = path.scores }
    let step = Step(
      NextTokenRequest(
        endOfSentence: endOfSentence,
        suppressed: SuppressedTokens([], vocabularyCount: scorer.vocabularyCount),
        wantsAttention: wantsAttention))
    finish(step) { _ in
      defer { paths = [] }
      return paths.filter { !$0.isOver }
    } extend: { step, next in
      scorer.extend(step.rows, keeping: step.kept, step.request, into: &next)
    } ended: {
      scores[$0.sentence] = $0.scores
    }
    return scores
  }
}

/// How likely a given translation is.
package struct ForcedScore: Sendable, Equatable {
  /// The log-probability of each token and, last, of the end of sentence `[tokens + 1]`.
  package fileprivate(set) var tokenLogProbabilities: [Float] = []
  /// The attention with which each of them was predicted `[tokens + 1, source]`; empty unless asked
  /// for.
  package fileprivate(set) var attention: [[Float]] = []

  /// The log-probability of the translation, the end of sentence included.
  package var logProbability: Double {
    tokenLogProbabilities.reduce(0) { $0 + $1.orImpossible }
  }
}

/// The translations of one sentence on the way to their ends.
private struct ForcedPaths: SentenceSearch {
  let sentence: Int
  private let targets: [[Int32]]
  private let markers: (begin: Int32, end: Int32)
  private let wantsAttention: Bool
  private(set) var scores: [ForcedScore]
  /// The targets that have not ended.
  private var live: [Int]
  /// The rows of the last call that belong to `live`: at first one row for all.
  private var rows: [Int]
  private var firstQuery = 0
  private var length = 0

  init(
    sentence: Int, targets: [[Int32]], markers: (begin: Int32, end: Int32), wantsAttention: Bool
  ) {
    self.sentence = sentence
    self.targets = targets
    self.markers = markers
    self.wantsAttention = wantsAttention
    scores = targets.map { _ in ForcedScore() }
    live = Array(targets.indices)
    rows = live.map { _ in sentence }
  }

  var isOver: Bool { live.isEmpty }

  mutating func ask(_ step: inout Step) {
    firstQuery = step.request.queries.count
    for (place, target) in live.enumerated() {
      if length > 0 || place == 0 {
        let token = length == 0 ? markers.begin : targets[target][length - 1]
        step.rows.append(DecoderRow(sentence: sentence, parent: rows[place], token: token))
      }
      rows[place] = step.rows.count - 1
      let wanted = length < targets[target].count ? targets[target][length] : markers.end
      step.request.queries.append(TokenQuery(row: rows[place], token: wanted))
    }
  }

  mutating func advance(_ next: NextTokens) {
    for (place, target) in live.enumerated() {
      scores[target].tokenLogProbabilities.append(next.queryLogProbabilities[firstQuery + place])
      guard wantsAttention else { continue }
      let attention = next.attention[next.attentionRange(ofRow: rows[place])]
      scores[target].attention.append(Array(attention))
    }
    let followed = live.indices.filter { length < targets[live[$0]].count }
    rows = followed.map { rows[$0] }
    live = followed.map { live[$0] }
    length += 1
  }
}
