import Corpora
import Tokenization
import Training

/// Reads the text of a run, and says what was left out.
struct CorpusReading {
  let text: TrainingTextArguments
  let tokenizer: Tokenizer
  let maximumLength: Int

  /// The pairs to train on.
  func trainingCorpus() throws -> EncodedCorpus {
    try corpus(prefix: text.train)
  }

  /// The pairs of a prefix to validate on, as tokens and as text.
  func validationText(prefix: String) throws -> ValidationText {
    let corpus = try corpus(prefix: prefix)
    let pairs = try text.open(prefix)
    var (sources, references): ([String], [String]) = ([], [])
    while let pair = try pairs.next() {
      sources.append(pair.source)
      references.append(pair.target)
    }
    return ValidationText(sources: sources, references: references, corpus: corpus)
  }

  private func corpus(prefix: String) throws -> EncodedCorpus {
    let (corpus, report) = try EncodedCorpus.read(
      try text.open(prefix), filter: PairFilter(maximumLength: maximumLength),
      encoders: EncodedCorpus.Encoders { tokenizer.tokenize($0) })
    StandardError.write("\(prefix): \(report)")
    return corpus
  }
}
