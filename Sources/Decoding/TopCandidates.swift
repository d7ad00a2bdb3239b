/// A hypothesis and a token that may continue it.
struct Candidate: Equatable {
  /// The hypothesis' place among its sentence's.
  var parent: Int
  var token: Int32
  /// The log-probability of the hypothesis with the token.
  var logProbability: Double
}

/// The best continuations met so far, best first.
///
/// Of equally likely ones that of the earlier parent is better, and then that of the smaller token.
/// Sums are in double precision: in single precision, tokens that differ may become equal when a
/// long hypothesis' log-probability is added, and a beam of one would part from greedy search.
struct TopCandidates {
  private let capacity: Int
  private let isSuppressed: [Bool]
  private(set) var candidates: [Candidate] = []

  /// No candidates yet.
  ///
  /// - Parameters:
  ///   - capacity: The number of candidates to keep.
  ///   - isSuppressed: For each token of the vocabulary, whether it is no candidate.
  init(capacity: Int, isSuppressed: [Bool]) {
    self.capacity = capacity
    self.isSuppressed = isSuppressed
    candidates.reserveCapacity(capacity + 1)
  }

  /// Selects the best continuations of a sentence's hypotheses.
  ///
  /// Impossible tokens (minus infinity) are no continuations, and neither is what is not a number.
  ///
  /// - Parameters:
  ///   - logProbabilities: Those of the next token, `[hypotheses, V]`.
  ///   - hypotheses: The log-probabilities of the hypotheses.
  mutating func select(
    from logProbabilities: Span<Float>, of hypotheses: some Collection<Double>
  ) {
    candidates.removeAll(keepingCapacity: true)
    for (parent, logProbability) in hypotheses.enumerated() {
      let elements = (parent..<(parent + 1)).elements(columnCount: isSuppressed.count)
      select(from: logProbabilities.extracting(elements), of: parent, with: logProbability)
    }
  }

  /// Enters the continuations of one hypothesis that are among the best, in one pass.
  private mutating func select(
    from logProbabilities: Span<Float>, of parent: Int, with logProbability: Double
  ) {
    var threshold = threshold(given: logProbability)
    for start in stride(from: 0, to: logProbabilities.count, by: blockLength) {
      let end = min(start + blockLength, logProbabilities.count)
      guard logProbabilities.extracting(start..<end).mayExceed(threshold) else { continue }
      for token in start..<end where logProbabilities[token] > threshold && !isSuppressed[token] {
        let sum = logProbability + Double(logProbabilities[token])
        insert(Candidate(parent: parent, token: Int32(token), logProbability: sum))
        threshold = self.threshold(given: logProbability)
      }
    }
  }

  private mutating func insert(_ candidate: Candidate) {
    let better = candidates.lastIndex { $0.logProbability >= candidate.logProbability } ?? -1
    guard better + 1 < capacity else { return }
    candidates.insert(candidate, at: better + 1)
    if candidates.count > capacity { candidates.removeLast() }
  }

  /// A number that every token above the worst candidate exceeds, and few others.
  ///
  /// It is rounded down so that single precision is enough to rule tokens out.
  private func threshold(given logProbability: Double) -> Float {
    guard candidates.count == capacity, let worst = candidates.last else { return -.infinity }
    return Float(worst.logProbability - logProbability).nextDown
  }
}

/// The log-probabilities that are compared at once.
private let blockLength = 64

extension Span<Float> {
  /// Whether an element exceeds a threshold; what is not a number may count as such.
  ///
  /// Joins the sign bits of the differences instead of comparing and leaving early: in this form
  /// the compiler uses vector registers.
  fileprivate func mayExceed(_ threshold: Float) -> Bool {
    var differences: UInt32 = 0
    for index in indices { differences |= (threshold - self[index]).bitPattern }
    return differences >> 31 == 1
  }
}
