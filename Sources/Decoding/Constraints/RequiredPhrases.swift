/// The phrases that a sentence requires, and how a beam is shared between hypotheses that have more
/// or less of them.
struct RequiredPhrases {
  let automaton: PhraseAutomaton
  /// The tokens that are required after the prefix.
  let tokenCount: Int
  /// The most tokens of a hypothesis; `nil` where they have no room for the phrases.
  private let maximumLength: Int?

  /// The phrases of a sentence; `nil` where it requires none.
  init?(_ start: SentenceStart) {
    if start.constraints.required.isEmpty { return nil }
    automaton = PhraseAutomaton(start.constraints.required)
    let maximumLength = start.lengths.upperBound
    var progress = PhraseAutomaton.Progress()
    for token in start.constraints.prefix {
      progress = automaton.progress(after: progress, token)
    }
    tokenCount = automaton.remainingCount(progress)
    self.maximumLength =
      start.prefixCount + tokenCount <= maximumLength ? maximumLength : nil
  }

  /// Whether a hypothesis has all phrases.
  func areMet(_ progress: PhraseAutomaton.Progress) -> Bool {
    automaton.remainingCount(progress) == 0
  }

  /// Whether a hypothesis can still meet all phrases before the length limit.
  ///
  /// Each hypothesis that can has a next token after which it still can: the one that leaves a
  /// token less to go. As all live ones can, search reaches the limit only with all phrases met.
  ///
  /// - Parameters:
  ///   - remainingCount: The tokens that suffice.
  ///   - length: The tokens that it has.
  /// - Returns: Whether there is room; always where there was none from the start.
  func leavesRoom(_ remainingCount: Int, length: Int) -> Bool {
    guard let maximumLength else { return true }
    return length + remainingCount <= maximumLength
  }

  /// Orders candidates by dynamic beam allocation (Post and Vilar, 2018).
  ///
  /// Those with equally many required tokens form a bank. The best of each bank comes first, the
  /// bank with the most required tokens before the others, then the second best of each, and so on:
  /// the places of a bank that has no candidates left fall to the others by themselves.
  ///
  /// - Parameter candidates: The candidates of a step, best first.
  func allocate(_ candidates: inout [Candidate]) {
    var counts = [Int](repeating: 0, count: tokenCount + 1)
    let keyed = candidates.map { candidate in
      let bank = min(max(0, Int(candidate.requiredCount)), tokenCount)
      counts[bank] += 1
      return (order: counts[bank], bank: bank, candidate: candidate)
    }
    candidates =
      keyed.sorted { ($0.order, $1.bank) < ($1.order, $0.bank) }.map(\.candidate)
  }
}
