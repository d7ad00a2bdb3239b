import Autodiff
import Kernels
import Tokenization
import TransformerModel
import Translation

/// A model with random parameters for tests of what is computed, not of what it means.
enum SmallBundle {
  static let sources = [
    "Two dogs are playing in the snow.", "A man sleeps.", "Where is the station?",
    "Why do the two dogs play in the snow where the man sleeps?",
  ]

  /// A model with the values of all parameters.
  static func make(path: String = "") throws -> ModelBundle {
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(40)))
    for line in sources + sources { trainer.count(line) }
    let tokenizer = try trainer.train()
    let transformer = TransformerConfiguration(
      vocabularyCount: tokenizer.vocabularyCount, modelDimension: 32, feedForwardDimension: 64,
      headCount: 4, layerCount: 2)
    let backend = CPUBackend()
    let parameters = ParameterStore(
      layout: Transformer(transformer).layout, purpose: .inference, backend: backend)
    parameters.initialize(seed: 3, backend: backend)
    return ModelBundle(
      path: path,
      configuration: ModelConfiguration(
        sourceLanguage: "en", targetLanguage: "de", transformer: transformer,
        provenance: ModelConfiguration.Provenance(
          trainingCorpus: "none", trainingPairCount: 0, updates: 0, seed: 3)),
      parameters: parameters, tokenizer: tokenizer)
  }

  /// Each source with another one as its translation.
  static func pairs(_ bundle: ModelBundle) -> [ForcedDecoding.Pair] {
    zip(sources, sources.reversed()).map {
      ForcedDecoding.Pair(
        source: bundle.tokenizer.tokenize($0), target: bundle.tokenizer.tokenize($1))
    }
  }
}
