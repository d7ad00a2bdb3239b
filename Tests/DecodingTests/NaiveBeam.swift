import Decoding

/// Beam search for one sentence as its rule is written: sorts everything and never stops early.
///
/// - Parameters:
///   - table: The sentence.
///   - options: The settings, of which the limits have to be fixed ones.
///   - attention: The sentence's attention, where coverage counts.
/// - Returns: The hypotheses by descending score.
func naiveBeam(
  _ table: TableScorer.Table, _ options: SearchOptions, attention: TableScorer.Table? = nil
) -> [RankedSequence] {
  let rules = NaiveRules(options)
  var beam = NaiveGroup(size: options.beamSize)
  while !beam.isOver {
    beam.step(table, rules, attention: attention) { _ in 0 }
  }
  return beam.finished.sorted { $0.score > $1.score }
}

/// Diverse beam search as its rule is written.
func naiveDiverseBeam(_ table: TableScorer.Table, _ options: SearchOptions) -> [RankedSequence] {
  let rules = NaiveRules(options)
  let count = options.diversity.groupCount
  var groups = (0..<count).map { _ in NaiveGroup(size: options.beamSize / count) }
  while groups.contains(where: { !$0.isOver }) {
    var chosen: [Int32] = []
    for index in groups.indices where !groups[index].isOver {
      groups[index].step(table, rules, attention: nil) { token in
        options.diversity.strength * Double(chosen.filter { $0 == token }.count)
      }
      chosen += groups[index].live.compactMap(\.tokens.last)
    }
  }
  var distinct: [RankedSequence] = []
  for sequence in groups.flatMap(\.finished)
  where !distinct.contains(where: { $0.tokens == sequence.tokens }) {
    distinct.append(sequence)
  }
  return distinct.sorted { $0.score > $1.score }
}

/// Hypotheses that are followed together.
private struct NaiveGroup {
  let size: Int
  var live: [(tokens: [Int32], logProbability: Double, merit: Double)] = [([], 0, 0)]
  var finished: [RankedSequence] = []

  init(size: Int) { self.size = size }

  var isOver: Bool { live.isEmpty }

  mutating func step(
    _ table: TableScorer.Table, _ rules: NaiveRules, attention: TableScorer.Table?,
    cost: (Int32) -> Double
  ) {
    let options = rules.options
    let isForced = live[0].tokens.count == rules.maximumLength
    let continuations = live.flatMap { hypothesis in
      table(hypothesis.tokens).enumerated().map { token, logProbability in
        let token = Int32(token)
        let seen = rules.seen(logProbability, of: token, after: hypothesis.tokens)
        return (
          tokens: hypothesis.tokens + [token],
          logProbability: hypothesis.logProbability + Double(logProbability),
          merit: hypothesis.merit + seen
        )
      }
    }.filter { continuation in
      let (token, tokens) = (continuation.tokens.last ?? -1, continuation.tokens.dropLast())
      return (isForced && token == options.endOfSentence)
        || rules.allows(token, after: Array(tokens))
    }.sorted { $0.merit - cost($0.tokens.last ?? -1) > $1.merit - cost($1.tokens.last ?? -1) }
    let ended = isForced ? continuations[...] : continuations.prefix(size)
    for (tokens, sum, merit) in ended where tokens.last == options.endOfSentence {
      let tokens = Array(tokens.dropLast())
      let score = naiveScore(tokens, merit: merit, options, attention: attention)
      finished.append(RankedSequence(tokens: tokens, logProbability: sum, score: score))
    }
    let isFull =
      switch options.stopping {
      case .finished(let patience): Double(finished.count) >= patience * Double(size)
      case .unbeatable: false
      }
    live =
      isForced || isFull
      ? []
      : Array(continuations.filter { $0.tokens.last != options.endOfSentence }.prefix(size))
  }
}
