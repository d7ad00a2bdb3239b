package import Corpora
package import TransformerModel

/// What must be equal for a run to be continued: with it, the same updates follow.
package struct RunIdentity: Sendable, Equatable, Codable {
  package var model: TransformerConfiguration
  package var options: TrainingOptions
  package var schedule: LearningRateSchedule
  package var sourceLanguage: String
  package var targetLanguage: String
  /// A hash of the training pairs' tokens.
  package var corpusFingerprint: String
  /// That of the validation pairs, which patience and the choice of the best depend on.
  package var validationFingerprint: String?

  /// The identity of a run without validation.
  package init(
    model: TransformerConfiguration, options: TrainingOptions, schedule: LearningRateSchedule,
    languages: (source: String, target: String), corpus: EncodedCorpus
  ) {
    self.model = model
    self.options = options
    self.schedule = schedule
    sourceLanguage = languages.source
    targetLanguage = languages.target
    corpusFingerprint = corpus.fingerprint
  }
}
