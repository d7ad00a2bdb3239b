import Decoding

/// Beam search for one sentence as its rule is written: sorts everything and never stops early.
///
/// - Parameters:
///   - table: The sentence.
///   - options: The settings, of which the limit has to be a fixed one.
/// - Returns: The hypotheses by descending score.
func naiveBeam(_ table: TableScorer.Table, _ options: SearchOptions) -> [RankedSequence] {
  let maximumLength = options.lengthLimit.maximumLength(sourceLength: 0)
  var live: [(tokens: [Int32], logProbability: Double)] = [([], 0)]
  var finished: [RankedSequence] = []
  while !live.isEmpty {
    let isForced = live[0].tokens.count == maximumLength
    let continuations = live.flatMap { hypothesis in
      table(hypothesis.tokens).enumerated().map { token, logProbability in
        (hypothesis.tokens + [Int32(token)], hypothesis.logProbability + Double(logProbability))
      }
    }.sorted { $0.1 > $1.1 }
    let ended = isForced ? continuations[...] : continuations.prefix(options.beamSize)
    for (tokens, sum) in ended where tokens.last == options.endOfSentence {
      let score = sum / options.lengthPenalty.divisor(length: tokens.count)
      finished.append(
        RankedSequence(tokens: tokens.dropLast(), logProbability: sum, score: score))
    }
    if isForced || finished.count >= options.beamSize { break }
    live = Array(
      continuations.filter { $0.0.last != options.endOfSentence }.prefix(options.beamSize))
  }
  return finished.sorted { $0.score > $1.score }
}
