/// What `ComputeBackend.likeliest` looks for in rows of logits.
package struct LikeliestRequest: Sendable {
  /// How many tokens of each row.
  package var count: Int
  /// Tokens that are never chosen, ascending; they stay part of the distribution.
  package var suppressed: [Int32]
  /// A token whose log-probability is wanted in each row, such as the end of the sentence.
  package var asked: Int32?
  /// The tokens that each row's distribution is over; `nil` for all.
  package var shortlists: RowShortlists?

  package init(
    count: Int, suppressed: [Int32] = [], asked: Int32? = nil, shortlists: RowShortlists? = nil
  ) {
    self.count = count
    self.suppressed = suppressed
    self.asked = asked
    self.shortlists = shortlists
  }
}

/// Lists of tokens, and which of them belongs to each row.
package struct RowShortlists: Sendable {
  /// List `i` is `ids[offsets[i] ..< offsets[i + 1]]`, ascending and without repeats.
  package var ids: [Int32]
  /// One more than there are lists.
  package var offsets: [Int32]
  /// The list of each row: rows of one sentence share one.
  package var listOfRow: [Int32]

  package init(ids: [Int32], offsets: [Int32], listOfRow: [Int32]) {
    self.ids = ids
    self.offsets = offsets
    self.listOfRow = listOfRow
  }
}

/// The likeliest tokens of each row, and what was asked about the others.
package struct LikeliestTokens: Sendable, Equatable {
  /// How many of each row.
  package let count: Int
  /// `[rows, count]`: larger logits first, smaller tokens first among equals; -1 where nothing is
  /// left to choose.
  package var tokens: [Int32]
  /// `[rows, count]`, in nats; minus infinity where nothing is left to choose.
  package var logProbabilities: [Float]
  /// `[rows]`: that of the token asked for, minus infinity where the row's list lacks it; empty
  /// where none was.
  package var askedLogProbabilities: [Float]

  package init(
    count: Int, tokens: [Int32], logProbabilities: [Float], askedLogProbabilities: [Float]
  ) {
    self.count = count
    self.tokens = tokens
    self.logProbabilities = logProbabilities
    self.askedLogProbabilities = askedLogProbabilities
  }
}
