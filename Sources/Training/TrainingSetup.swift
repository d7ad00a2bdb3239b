package import Corpora
package import Tokenization

/// What is trained, on what.
package struct TrainingSetup: Sendable {
  package var identity: RunIdentity
  package var corpus: EncodedCorpus
  package var tokenizer: Tokenizer
  package var validation: ValidationText?

  package init(
    identity: RunIdentity, corpus: EncodedCorpus, tokenizer: Tokenizer,
    validation: ValidationText? = nil
  ) {
    self.identity = identity
    self.corpus = corpus
    self.tokenizer = tokenizer
    self.validation = validation
  }
}
