/// Where a sentence pair stands in the training text.
package struct PairOrigin: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// The prefix of the corpus, as it was named on the command line.
  package let corpus: String
  /// The number of its line on both sides, counted from 1.
  package let line: Int

  package init(corpus: String, line: Int) {
    self.corpus = corpus
    self.line = line
  }

  package var description: String { "\(corpus):\(line)" }
}
