/// What a hypothesis must not go on with because of the tokens that it has.
struct HistoryRules {
  private let repetition: RepetitionOptions
  private let forbiddenSequences: [[Int32]]

  /// The rules for a sentence; `nil` where there are none, so that search need not look.
  init?(_ options: SearchOptions, _ constraints: SentenceConstraints) {
    repetition = options.repetition
    forbiddenSequences = options.forbiddenSequences + constraints.forbidden
    if forbiddenSequences.isEmpty, repetition == RepetitionOptions() { return nil }
  }

  /// What the log-probabilities of tokens are multiplied by that the hypothesis has already.
  var repetitionPenalty: Double { repetition.penalty }

  /// Adds the tokens that must not follow some tokens.
  func collectForbidden(after tokens: [Int32], into forbidden: inout [Int32]) {
    for sequence in forbiddenSequences where tokens.end(with: sequence.dropLast()) {
      forbidden.append(sequence[sequence.count - 1])
    }
    repetition.loops?.collectForbidden(after: tokens, into: &forbidden)
    collectRepeated(after: tokens, into: &forbidden)
  }

  /// Adds the tokens that would complete a sequence of the forbidden size once more.
  private func collectRepeated(after tokens: [Int32], into forbidden: inout [Int32]) {
    let contextLength = repetition.noRepeatNgramSize - 1
    guard contextLength >= 0, tokens.count > contextLength else { return }
    let context = tokens.count - contextLength
    for end in contextLength..<tokens.count {
      var isEqual = true
      for offset in 0..<contextLength
      where tokens[end - contextLength + offset] != tokens[context + offset] {
        isEqual = false
        break
      }
      if isEqual { forbidden.append(tokens[end]) }
    }
  }

  /// Whether a token completes a forbidden sequence.
  func isForbidden(_ token: Int32, after tokens: [Int32]) -> Bool {
    forbiddenSequences.contains { $0.last == token && tokens.end(with: $0.dropLast()) }
  }
}

extension [Int32] {
  fileprivate func end(with sequence: ArraySlice<Int32>) -> Bool {
    count >= sequence.count && suffix(sequence.count) == sequence
  }
}

/// The rules applied to the rows of one step: for each row the tokens that it concerns, in flat
/// arrays.
struct RowRestrictions {
  private var forbidden = TokenLists()
  private var repeated = TokenLists()
  /// What log-probabilities of repeated tokens are multiplied by.
  private var penalty = 1.0

  /// How many of the likeliest tokens may be of no use to a row, at most.
  var largestCount: Int { forbidden.largestCount + repeated.largestCount }

  mutating func removeAll() {
    forbidden.removeAll()
    repeated.removeAll()
  }

  /// Adds the next row.
  mutating func addRow(after tokens: [Int32], _ rules: HistoryRules) {
    forbidden.addRow { rules.collectForbidden(after: tokens, into: &$0) }
    penalty = rules.repetitionPenalty
    if penalty != 1 { repeated.addRow { $0 += tokens } }
  }

  func isForbidden(_ token: Int32, row: Int) -> Bool { forbidden.contains(token, row: row) }

  /// The log-probability of a token as search sees it.
  func penalized(_ logProbability: Double, of token: Int32, row: Int) -> Double {
    penalty != 1 && repeated.contains(token, row: row) ? logProbability * penalty : logProbability
  }
}

/// A set of tokens for each row of a step, all in one array.
struct TokenLists {
  /// Each row's tokens in ascending order, each once.
  private var tokens: [Int32] = []
  private var ends: [Int] = []
  /// The tokens of one row.
  private var scratch: [Int32] = []
  private(set) var largestCount = 0

  mutating func removeAll() {
    tokens.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    largestCount = 0
  }

  mutating func addRow(_ collect: (inout [Int32]) -> Void) {
    scratch.removeAll(keepingCapacity: true)
    collect(&scratch)
    scratch.sort()
    for (place, token) in scratch.enumerated() where place == 0 || scratch[place - 1] != token {
      tokens.append(token)
    }
    let start = ends.last ?? 0
    ends.append(tokens.count)
    largestCount = max(largestCount, tokens.count - start)
  }

  /// The place of a row's tokens.
  func range(ofRow row: Int) -> Range<Int> {
    guard row < ends.count else { return 0..<0 }
    return (row == 0 ? 0 : ends[row - 1])..<ends[row]
  }

  /// The token at a place.
  subscript(place: Int) -> Int32 { tokens[place] }

  func contains(_ token: Int32, row: Int) -> Bool {
    var range = range(ofRow: row)
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if tokens[middle] == token { return true }
      range =
        tokens[middle] < token ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }
}
