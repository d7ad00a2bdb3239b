/// What the translation of one sentence must and must not contain.
package struct SentenceConstraints: Sendable, Equatable {
  /// The most phrases of a sentence.
  package static let maximumPhraseCount = 64

  /// The tokens that every hypothesis begins with.
  package var prefix: [Int32]
  /// Phrases that every hypothesis contains, each as one or more sequences of tokens of which one
  /// is enough.
  ///
  /// A sequence counts wherever its tokens stand one after the other, also where two phrases
  /// overlap. A phrase that is listed twice has to come twice, at different places.
  package var required: [[[Int32]]]
  /// Sequences that no hypothesis contains.
  package var forbidden: [[Int32]]

  package init(
    prefix: [Int32] = [], required: [[[Int32]]] = [], forbidden: [[Int32]] = []
  ) {
    self.prefix = prefix
    self.required = required
    self.forbidden = forbidden
  }

  /// Nothing in particular.
  package static let none = SentenceConstraints()

  /// Stops the program where constraints cannot be meant.
  func checkPreconditions(vocabularyCount: Int, endOfSentence: Int32) {
    let sequences = required.flatMap { $0 }
    precondition(
      required.count <= Self.maximumPhraseCount,
      "\(required.count) phrases are required, at most \(Self.maximumPhraseCount) can be.")
    precondition(
      required.allSatisfy { !$0.isEmpty } && sequences.allSatisfy { !$0.isEmpty },
      "A required phrase has no tokens.")
    precondition(forbidden.allSatisfy { !$0.isEmpty }, "A forbidden sequence has no tokens.")
    let vocabulary = 0..<Int32(vocabularyCount)
    for token in prefix + sequences.flatMap({ $0 }) {
      precondition(
        vocabulary.contains(token) && token != endOfSentence,
        "Token \(token) is required, wanted one below \(vocabularyCount) that is not the end.")
    }
  }
}
