/// The texts of a corpus in words.
struct CutCorpus {
  /// The translations, `[system][sentence]`.
  let hypotheses: [[[String]]]
  /// The right ones, `[reference][sentence]`.
  let references: [[[String]]]

  init(_ corpus: ScoredCorpus) {
    hypotheses = corpus.systems.map { $0.hypotheses.map { CutText($0).tokens } }
    references = corpus.references.map { $0.map { CutText($0).tokens } }
  }

  /// The lengths of a system's translations beside those of the first references.
  func lengths(ofSystem index: Int) -> LengthBalance {
    LengthBalance(
      hypotheses: hypotheses[index].map(\.count), references: references[0].map(\.count))
  }

  /// The n-grams that a system leaves out and adds.
  func balance(ofSystem index: Int, order: Int, limit: Int) -> NGramBalance {
    NGramBalance(
      hypotheses: hypotheses[index], references: references, order: order, limit: limit)
  }
}
