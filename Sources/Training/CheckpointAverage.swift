package import Autodiff
import Interchange
package import Kernels
import Tensors

/// The mean of several checkpoints' parameters (§6.1): better than the last one alone, at no cost
/// in decoding.
package enum CheckpointAverage {
  /// Reads checkpoints or models and leaves their mean in a store.
  ///
  /// - Parameters:
  ///   - files: Each holds every parameter.
  ///   - store: Where the mean goes; it is packed for products.
  ///   - backend: What the store's memory belongs to.
  /// - Throws: `InterchangeError` where a file is damaged or of another model.
  package static func read(
    _ files: [String], into store: ParameterStore, backend: any ComputeBackend
  ) throws {
    precondition(!files.isEmpty, "an average of no checkpoints")
    let opened = try files.map { try SafetensorsFile(contentsOf: $0) }
    for file in opened { try file.verifyChecksum() }
    for parameter in store.layout.parameters {
      let values = backend.allocate(parameter.range.count)
      var sums = [Double](repeating: 0, count: parameter.range.count)
      for file in opened {
        try file.read(
          parameter.name, expecting: parameter.shape.dimensions, into: values, backend: backend)
        backend.withNumbers(of: values) { span in
          for index in span.indices { sums[index] += Double(span[index]) }
        }
      }
      let mean = sums.map { Float($0 / Double(files.count)) }
      store.setValues(of: parameter, to: mean, backend: backend)
    }
  }
}
