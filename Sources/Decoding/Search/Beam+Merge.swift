/// The place in the list of a hypothesis' likeliest tokens up to which it has been merged.
struct MergeHead {
  /// The place of the next token, and the end of the list.
  var place: Int
  let end: Int
  /// The sum of the hypothesis with the next token.
  var merit = -Double.infinity
}

extension Beam {
  /// Selects the best continuations: as many as it takes for N that do not end the sentence.
  ///
  /// Each hypothesis' likeliest tokens come sorted, and the lists are merged. Of equally likely
  /// continuations that of the earlier hypothesis is better, and then that of the smaller token.
  ///
  /// - Parameters:
  ///   - next: The answers about the hypotheses that have been asked about.
  ///   - firstRow: Where these begin.
  mutating func mergeLikeliest(_ next: NextTokens, firstRow: Int) {
    candidates.removeAll(keepingCapacity: true)
    heads.removeAll(keepingCapacity: true)
    let count = next.likeliestCount
    for row in 0..<asked.upperBound {
      let first = (firstRow + row) * count
      heads.append(MergeHead(place: first, end: first + count))
      settleHead(row, next)
    }
    var continuingCount = 0
    while continuingCount < width, let row = bestHead {
      let candidate = Candidate(
        live[row], parent: Int32(row), token: next.tokens[heads[row].place],
        logProbability: next.logProbabilities[heads[row].place])
      if !ends(candidate) { continuingCount += 1 }
      candidates.append(candidate)
      heads[row].place += 1
      settleHead(row, next)
    }
  }

  private var bestHead: Int? {
    var best: Int?
    var bestMerit = -Double.infinity
    for row in heads.indices where heads[row].place < heads[row].end {
      if best == nil || heads[row].merit > bestMerit {
        best = row
        bestMerit = heads[row].merit
      }
    }
    return best
  }

  /// Moves a hypothesis' head on to a possible token.
  private mutating func settleHead(_ row: Int, _ next: NextTokens) {
    var place = heads[row].place
    let end = heads[row].end
    if place < end, next.tokens[place] == start.options.endOfSentence,
      !start.mayEnd(length: length)
    {
      place += 1
    }
    if place < end, next.logProbabilities[place] > -.infinity {
      heads[row].place = place
      heads[row].merit = live[row].merit + Double(next.logProbabilities[place])
    } else {
      heads[row].place = end
    }
  }
}
