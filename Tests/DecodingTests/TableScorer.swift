import Decoding
import Foundation
import TestSupport
import Testing

/// A scorer that looks its log-probabilities up by the whole hypothesis, and checks what it is
/// asked.
struct TableScorer: NextTokenScorer {
  /// The log-probabilities of the next token `[V]`, given the tokens after the begin of sentence.
  typealias Table = @Sendable ([Int32]) -> [Float]

  static let beginOfSentence: Int32 = 1000

  let vocabularyCount: Int
  private let tables: [Table]
  /// For each sentence the attention `[source]` with which the next token is predicted.
  private let attentions: [Table]
  /// The sentence and the tokens of each row of the last call, then of those that it kept.
  private var prefixes: [(sentence: Int, tokens: [Int32])] = []
  /// The sentences up to the last of which there were rows.
  private var begunCount = 0
  /// The number of rows of each call.
  private(set) var rowCounts: [Int] = []
  /// The number of likeliest tokens that each call asked for.
  private(set) var likeliestCounts: [Int] = []

  init(vocabularyCount: Int, tables: [Table], attentions: [Table] = []) {
    self.vocabularyCount = vocabularyCount
    self.tables = tables
    self.attentions = attentions
  }

  var sentenceCount: Int { tables.count }

  mutating func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens
  ) {
    #expect(!rows.isEmpty)
    #expect(rows.map(\.sentence) == rows.map(\.sentence).sorted())
    #expect(request.queries.map(\.row) == request.queries.map(\.row).sorted())
    let new = rows.map(\.sentence).filter { $0 >= begunCount }
    #expect(Set(new).count == new.count, "each begins with one row")
    let keptPrefixes = kept.map { prefixes[$0] }
    #expect(Set(keptPrefixes.map(\.sentence)).isSubset(of: Set(rows.map(\.sentence))))
    let newPrefixes = rows.map { $0.sentence < begunCount ? extended($0) : begin($0) }
    prefixes = newPrefixes + keptPrefixes
    begunCount = max(begunCount, (new.last ?? -1) + 1)
    rowCounts.append(rows.count)
    likeliestCounts.append(request.likeliestCount)
    next.everything = newPrefixes.flatMap { tables[$0.sentence]($0.tokens) }
    next.deriveAnswers(to: request, rowCount: rows.count)
    if !request.wantsEverything { next.everything = [] }
    if request.wantsAttention { answerAttention(newPrefixes, &next) }
  }

  private func answerAttention(
    _ prefixes: [(sentence: Int, tokens: [Int32])], _ next: inout NextTokens
  ) {
    next.attention = []
    next.attentionOffsets = [0]
    for (sentence, tokens) in prefixes {
      next.attention += attentions[sentence](tokens)
      next.attentionOffsets.append(next.attention.count)
    }
  }

  private func begin(_ row: DecoderRow) -> (sentence: Int, tokens: [Int32]) {
    #expect(row.parent == row.sentence)
    #expect(row.token == Self.beginOfSentence)
    return (row.sentence, [])
  }

  private func extended(_ row: DecoderRow) -> (sentence: Int, tokens: [Int32]) {
    let parent = prefixes[row.parent]
    #expect(parent.sentence == row.sentence)
    return (row.sentence, parent.tokens + [row.token])
  }
}

extension TableScorer {
  /// A sentence whose log-probabilities are drawn anew for each hypothesis.
  ///
  /// - Parameters:
  ///   - seed: The same seed gives the same sentence.
  ///   - vocabularyCount: The number of tokens, V.
  ///   - sharpness: How far the most likely tokens stand out.
  /// - Returns: Log-probabilities of tokens whose probabilities add up to 1.
  static func randomTable(
    seed: UInt64, vocabularyCount: Int, sharpness: Double = 4
  ) -> Table {
    { tokens in
      var generator = SeededGenerator(state: seed)
      for token in tokens {
        generator.state = generator.next() ^ UInt64(truncatingIfNeeded: token)
      }
      return logSoftmax(
        (0..<vocabularyCount).map { _ in Double.random(in: 0..<sharpness, using: &generator) })
    }
  }

  /// The attention of a sentence, drawn anew for each hypothesis; its numbers add up to 1.
  static func randomAttention(seed: UInt64, sourceCount: Int) -> Table {
    let table = randomTable(seed: seed ^ 0xA77E, vocabularyCount: sourceCount)
    return { tokens in table(tokens).map { exp($0) } }
  }

  /// A sentence of which some hypotheses' next tokens are given with their probabilities.
  static func handWritten(_ probabilities: [[Int32]: [Double]], otherwise: [Double]) -> Table {
    { tokens in (probabilities[tokens] ?? otherwise).map { Float(log($0)) } }
  }
}

private func logSoftmax(_ logits: [Double]) -> [Float] {
  let logSum = log(logits.reduce(0) { $0 + exp($1) })
  return logits.map { Float($0 - logSum) }
}
