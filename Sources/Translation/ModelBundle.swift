package import Autodiff
import FileStorage
import Foundation
import Interchange
package import Kernels
import Tensors
package import Tokenization
import TokenizerFormats
package import TransformerModel

/// A model as it stands on disk: a folder with `config.json`, `model.safetensors`,
/// `tokenizer.json` (or `tokenizer.model`), and, where they were written, `golden.json` and
/// `README.md`.
///
/// The model owns its tokenizer and, inside it, its normaliser, so text given to it cannot be
/// prepared wrongly.
public struct ModelBundle: Sendable {
  package let configuration: ModelConfiguration
  package let model: Transformer
  package let parameters: ParameterStore
  package let tokenizer: Tokenizer
  /// The folder that the bundle was read from or is written to.
  public let path: String

  package init(
    path: String, configuration: ModelConfiguration, parameters: ParameterStore,
    tokenizer: Tokenizer
  ) {
    self.path = path
    self.configuration = configuration
    self.parameters = parameters
    self.tokenizer = tokenizer
    model = Transformer(configuration.transformer)
  }

  /// Reads a model and checks that its parts belong together.
  ///
  /// - Parameter path: The folder.
  /// - Throws: `ModelError`, or the error of the part that is wrong; every message names the file.
  public init(contentsOf path: String) throws {
    try self.init(contentsOf: path, precision: nil)
  }

  /// The same with the element type of the operands of matrix products.
  ///
  /// The model is there for translating alone: its matrices are held packed, once.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - precision: nil for what the file suggests: int8 where its matrices are integers, else f32.
  /// - Throws: As above.
  package init(contentsOf path: String, precision: Precision?) throws {
    try self.init(ModelReader(path, precision: precision, purpose: .frozen))
  }

  /// The same with the values of all parameters, which can be written again.
  ///
  /// - Parameter path: The folder.
  /// - Throws: As above.
  package init(valuesOf path: String) throws {
    try self.init(ModelReader(path, precision: .f32, purpose: .inference))
  }

  private init(_ reader: ModelReader) throws {
    let (tokenizer, parameters) = try reader.read()
    self.init(
      path: reader.path, configuration: reader.configuration, parameters: parameters,
      tokenizer: tokenizer)
    try GoldenTranslations.checkTokenizer(of: self)
  }

  /// Makes sure that the model can decode together with another.
  func checkPartner(_ other: ModelBundle) throws {
    guard tokenizer.file == other.tokenizer.file else {
      throw ModelError.invalid(
        path: ModelFiles(path).existingTokenizer,
        reason: "is not the tokenizer of \(other.path); models that decode together share one")
    }
    let own = (configuration.sourceLanguage, configuration.targetLanguage)
    let others = (other.configuration.sourceLanguage, other.configuration.targetLanguage)
    guard own == others else {
      throw ModelError.invalid(
        path: ModelFiles(path).configuration,
        reason: "translates from \(own.0) to \(own.1), but \(other.path) from \(others.0) to "
          + "\(others.1)")
    }
  }

  /// The same model for another folder.
  package func moved(to path: String) -> ModelBundle {
    ModelBundle(
      path: path, configuration: configuration, parameters: parameters, tokenizer: tokenizer)
  }

  /// Writes `config.json`, `tokenizer.json` and `model.safetensors`, each of them whole or not at
  /// all; the bundle has the values of all parameters.
  ///
  /// - Parameters:
  ///   - backend: What the parameters' memory belongs to.
  ///   - store: How the file holds matrices; bf16 rounds all numbers and takes half the room, int8
  ///     a quarter.
  /// - Throws: `InterchangeError` where a file cannot be written.
  package func write(backend: any ComputeBackend, store: Precision = .f32) throws {
    let files = ModelFiles(path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    var configuration = configuration
    configuration.quantization = store == .int8 ? ModelConfiguration.int8 : nil
    try AtomicFile.write(to: files.configuration) { writer in
      try writer.write(JSON.text(configuration))
    }
    try tokenizer.write(to: files.tokenizer(tokenizer.file.format))
    try Safetensors.write(
      to: files.parameters, metadata: ["format": "apus"],
      contents: parameters.contents(store, backend), backend: backend)
  }
}

/// The names of a model folder's files.
struct ModelFiles {
  let folder: String

  init(_ folder: String) { self.folder = folder }

  var configuration: String { folder + "/config.json" }
  var parameters: String { folder + "/model.safetensors" }
  var golden: String { folder + "/golden.json" }
  var card: String { folder + "/README.md" }

  /// The tokenizer's file, named after its format.
  func tokenizer(_ format: TokenizerFile.Format) -> String { folder + "/" + format.fileName }

  /// The tokenizer's file that the folder has, or else the name of the usual one.
  var existingTokenizer: String {
    let files = TokenizerFile.Format.allCases.map(tokenizer)
    let existing = files.first { FileManager.default.fileExists(atPath: $0) }
    return existing ?? tokenizer(.huggingFace)
  }

  func readConfiguration() throws -> ModelConfiguration {
    let decoded: ModelConfiguration = try JSON.read(configuration)
    guard decoded.formatVersion == ModelConfiguration.currentFormatVersion else {
      throw ModelError.invalid(
        path: configuration,
        reason: "format version \(decoded.formatVersion); this program reads "
          + "\(ModelConfiguration.currentFormatVersion)")
    }
    guard decoded.architecture == "transformer" else {
      throw ModelError.invalid(
        path: configuration,
        reason: "architecture \"\(decoded.architecture)\"; wanted \"transformer\"")
    }
    if let quantization = decoded.quantization, quantization != ModelConfiguration.int8 {
      throw ModelError.invalid(
        path: configuration,
        reason: "quantization \"\(quantization)\"; wanted \"\(ModelConfiguration.int8)\" or none")
    }
    if let problem = decoded.transformer.problem {
      throw ModelError.invalid(path: configuration, reason: problem)
    }
    return decoded
  }
}
