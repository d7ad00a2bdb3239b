import Autodiff
import Foundation
import Interchange
import Kernels
import Tensors
import Tokenization
import TokenizerFormats
import TransformerModel

/// Reads a model's folder: the parts of a large model side by side.
struct ModelReader {
  let path: String
  let configuration: ModelConfiguration
  private let precision: Precision
  private let purpose: ParameterStore.Purpose

  /// Reads `config.json`, which says what else to expect.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - precision: nil for what the file of the parameters suggests.
  ///   - purpose: What the parameters are for.
  /// - Throws: `ModelError`.
  init(_ path: String, precision: Precision?, purpose: ParameterStore.Purpose) throws {
    self.path = path
    self.purpose = purpose
    configuration = try ModelFiles(path).readConfiguration()
    self.precision = precision ?? (configuration.isQuantized ? .int8 : .f32)
  }

  /// Reads the tokenizer and the parameters.
  ///
  /// Their order and the number of threads make no difference: of several things that are wrong,
  /// the first in the order of the folder's description is told.
  ///
  /// - Returns: Both.
  /// - Throws: The error of the part that is wrong.
  func read() throws -> (Tokenizer, ParameterStore) {
    let file = try SafetensorsFile(contentsOf: ModelFiles(path).parameters)
    let layout = try layout(checkedWith: file)
    let parameters = ParameterFile(file, isQuantized: configuration.isQuantized)
    let store = ParameterStore(
      layout: layout, purpose: purpose, precision: precision,
      storage: storage(of: layout, in: parameters), backend: CPUBackend())
    let tasks = [Task.tokenizer, .checksum] + layout.parameters.map(Task.parameter)
    let pool = WorkerPool(workerCount: workerCount(layout)) { _ in CPUBackend() }
    defer { pool.close() }
    let outcomes = pool.map(tasks.count) { backend, index in
      Swift.Result<Tokenizer?, any Error> {
        switch tasks[index] {
        case .tokenizer: return try readTokenizer()
        case .checksum: try file.verifyChecksum()
        case .parameter(let parameter):
          try parameters.read(parameter, into: store, backend: backend)
        }
        return nil
      }
    }
    var tokenizer: Tokenizer?
    for outcome in outcomes { tokenizer = try outcome.get() ?? tokenizer }
    guard let tokenizer else { preconditionFailure("a tokenizer is read or an error thrown") }
    return (tokenizer, store)
  }

  /// The parameters that the configuration describes, once it is known that the file has them:
  /// memory is taken for what is there, not for what `config.json` claims.
  private func layout(checkedWith file: SafetensorsFile) throws -> ParameterLayout {
    let sizes = configuration.transformer
    let layerCount = sizes.encoderLayerCount + sizes.decoderLayerCount
    guard layerCount <= file.tensorNames.count else {
      throw ModelError.invalid(
        path: ModelFiles(path).configuration,
        reason: "\(layerCount) layers, but model.safetensors has no more than "
          + "\(file.tensorNames.count) tensors")
    }
    let layout = Transformer(sizes).layout
    for parameter in layout.parameters {
      try file.check(parameter.name, hasShape: parameter.shape.dimensions)
    }
    return layout
  }

  /// Matrices that a file has in bf16 stay so, whatever they are multiplied in.
  private func storage(of layout: ParameterLayout, in file: ParameterFile) -> Precision {
    guard precision == .f32, purpose == .frozen else { return precision }
    let matrices = layout.parameters.filter { $0.role != .vector }
    return matrices.allSatisfy(file.isBFloat16) ? .bf16 : .f32
  }

  private enum Task: Sendable {
    case tokenizer
    case checksum
    case parameter(Parameter)
  }

  private func readTokenizer() throws -> Tokenizer {
    let file = ModelFiles(path).existingTokenizer
    let tokenizer = try Tokenizer(contentsOf: file)
    try tokenizer.checkSentenceMarkers(file: file)
    let wanted = configuration.transformer.vocabularyCount
    guard tokenizer.vocabularyCount == wanted else {
      throw ModelError.invalid(
        path: file,
        reason: "\(tokenizer.vocabularyCount) pieces, but the model of config.json has \(wanted)")
    }
    return tokenizer
  }

  /// A second thread pays from a few megabytes on.
  private func workerCount(_ layout: ParameterLayout) -> Int {
    let isLarge = layout.count >= 1 << 20
    return isLarge ? min(2, ProcessInfo.processInfo.activeProcessorCount) : 1
  }
}
