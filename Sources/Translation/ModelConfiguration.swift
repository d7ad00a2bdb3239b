import Kernels
package import TransformerModel

/// What `config.json` says about a model.
package struct ModelConfiguration: Sendable, Equatable, Codable {
  /// The version of the folder's layout that this program writes and reads.
  package static let currentFormatVersion = 1

  package var formatVersion = currentFormatVersion
  /// The kind of network; `transformer` is the only one.
  package var architecture = "transformer"
  package var sourceLanguage: String
  package var targetLanguage: String
  package var transformer: TransformerConfiguration
  package var provenance: Provenance
  /// How the file of the parameters holds matrices: `int8`, or nothing where all its numbers are
  /// floating-point.
  package var quantization: String?

  /// Where a model comes from.
  package struct Provenance: Sendable, Equatable, Codable {
    package var program = "apus"
    /// The training text, as it was named on the command line.
    package var trainingCorpus: String
    package var trainingPairCount: Int
    package var updates: Int
    package var seed: UInt64

    package init(trainingCorpus: String, trainingPairCount: Int, updates: Int, seed: UInt64) {
      self.trainingCorpus = trainingCorpus
      self.trainingPairCount = trainingPairCount
      self.updates = updates
      self.seed = seed
    }
  }

  package init(
    sourceLanguage: String, targetLanguage: String, transformer: TransformerConfiguration,
    provenance: Provenance
  ) {
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    self.transformer = transformer
    self.provenance = provenance
  }

  /// Whether the file of the parameters holds matrices as eight-bit integers.
  var isQuantized: Bool { quantization != nil }

  /// The one quantization that there is.
  static let int8 = Precision.int8.rawValue
}
