import Decoding

/// What the options allow a hypothesis to go on with, as their documentation says it.
struct NaiveRules {
  let options: SearchOptions
  let constraints: SentenceConstraints
  let maximumLength: Int
  let minimumLength: Int

  /// The rules for a source without tokens.
  init(_ options: SearchOptions, _ constraints: SentenceConstraints = .none) {
    self.options = options
    self.constraints = constraints
    maximumLength = max(
      options.lengthLimit.maximumLength(sourceLength: 0), constraints.prefix.count)
    minimumLength = options.minimumLength.maximumLength(sourceLength: 0)
  }

  /// Whether a token may follow some tokens, required phrases aside.
  func allows(_ token: Int32, after tokens: [Int32]) -> Bool {
    if tokens.count < constraints.prefix.count { return token == constraints.prefix[tokens.count] }
    let whole = tokens + [token]
    let forbidden = options.forbiddenSequences + constraints.forbidden
    if forbidden.contains(where: { Array(whole.suffix($0.count)) == $0 }) { return false }
    if token == options.endOfSentence { return tokens.count >= minimumLength }
    if options.suppressedTokens.contains(token) { return false }
    return !repeats(whole) && !loops(whole)
  }

  private func repeats(_ tokens: [Int32]) -> Bool {
    let size = options.repetition.noRepeatNgramSize
    guard size > 0, tokens.count > size else { return false }
    return (0..<(tokens.count - size)).contains {
      tokens[$0..<($0 + size)] == tokens.suffix(size)
    }
  }

  private func loops(_ tokens: [Int32]) -> Bool {
    guard let rule = options.repetition.loops else { return false }
    return (1...rule.maximumUnitLength).contains { unitLength in
      let unit = Array(tokens.suffix(unitLength))
      let times = rule.maximumRepeatCount + 1
      let loop = (0..<times).flatMap { _ in unit }
      return unit.count == unitLength && Array(tokens.suffix(loop.count)) == loop
        && !unit.allSatisfy(rule.exemptTokens.contains)
    }
  }

  /// A token's log-probability as search sees it.
  func seen(_ logProbability: Float, of token: Int32, after tokens: [Int32]) -> Double {
    let isRepeated = tokens.count >= constraints.prefix.count && tokens.contains(token)
    return Double(logProbability) * (isRepeated ? options.repetition.penalty : 1)
  }

  /// Whether tokens have all required phrases.
  func isMet(_ tokens: [Int32]) -> Bool {
    let phrases = constraints.required.map(Set.init)
    return phrases.allSatisfy { phrase in
      let ends = tokens.indices.filter { end in
        phrase.contains { Array(tokens[...end].suffix($0.count)) == $0 }
      }
      return ends.count >= phrases.filter { $0 == phrase }.count
    }
  }
}
