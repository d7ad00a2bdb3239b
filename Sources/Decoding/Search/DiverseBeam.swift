/// The groups of hypotheses that diverse beam search follows for one sentence (Vijayakumar et al.,
/// 2018, algorithm 1, with Hamming diversity).
///
/// Each group is a beam of N/G hypotheses with its own finished ones. In a step the groups choose
/// in order, and a token loses `strength` for each hypothesis of an earlier group that has just
/// gone on with it. The loss bears upon the choice in that step; the sums of log-probabilities that
/// hypotheses take along are the network's. A group that is over discourages no more.
struct DiverseBeam: HypothesisSearch {
  private var groups: [Beam]
  private let start: SentenceStart
  private var isFirstStep = true

  init(_ start: SentenceStart) {
    self.start = start
    let options = start.options
    let groupSize = options.beamSize / options.diversity.groupCount
    var own = start
    own.options.beamSize = groupSize
    own.options.hypothesisCount = min(options.hypothesisCount, groupSize)
    groups = (0..<options.diversity.groupCount).map { _ in
      Beam(own, keptCount: options.hypothesisCount)
    }
    for index in groups.indices.dropFirst() where options.diversity.strength > 0 {
      groups[index].discouragement = Discouragement(
        strength: options.diversity.strength, tokenLimit: index * groups[0].width)
    }
  }

  var sentence: Int { start.sentence }

  var isOver: Bool { groups.allSatisfy(\.isOver) }

  /// The hypotheses wanted, the best of all groups.
  ///
  /// Groups may find the same hypothesis; it counts once.
  var hypotheses: [Hypothesis] {
    var distinct: [Hypothesis] = []
    for hypothesis in groups.flatMap(\.hypotheses) {
      if distinct.contains(where: { $0.tokens == hypothesis.tokens }) { continue }
      let place = distinct.firstIndex {
        $0.meetsConstraints == hypothesis.meetsConstraints
          ? $0.score < hypothesis.score : !$0.meetsConstraints
      }
      distinct.insert(hypothesis, at: place ?? distinct.count)
    }
    return Array(distinct.prefix(start.options.hypothesisCount))
  }

  mutating func ask(_ step: inout Step) {
    let firstRow = step.rows.count
    for index in groups.indices where !groups[index].isOver {
      // The first call has one row for the sentence, which all groups share.
      if isFirstStep, index > 0 {
        groups[index].askAboutRows(firstRow: firstRow, of: 0..<1, &step)
      } else {
        groups[index].ask(&step)
      }
    }
    isFirstStep = false
  }

  mutating func advance(_ next: NextTokens) {
    var chosen: [Int32] = []
    for index in groups.indices where !groups[index].isOver {
      groups[index].discouragement?.tokens = chosen
      groups[index].advance(next)
      chosen += groups[index].live.map(\.token)
    }
  }
}

/// What a group of hypotheses had better not follow.
struct Discouragement {
  /// What a token loses for each time that it has been chosen.
  let strength: Double
  /// The most tokens that may have been chosen.
  let tokenLimit: Int
  /// The tokens that earlier groups have chosen in this step.
  var tokens: [Int32] = []

  /// What a token loses.
  func cost(of token: Int32) -> Double {
    var count = 0
    for other in tokens where other == token { count += 1 }
    return Double(count) * strength
  }
}
