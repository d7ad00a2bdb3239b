package import Autodiff
package import Interchange
package import Kernels
package import Tensors

extension ParameterStore {
  /// Every parameter with its name, in the order of the layers.
  package var namedTensors: [(name: String, tensor: Tensor)] {
    layout.parameters.map { (name: $0.name, tensor: self[$0]) }
  }

  /// Reads every parameter and packs it.
  ///
  /// - Parameters:
  ///   - file: Holds a tensor of the right name and shape for each parameter.
  ///   - backend: What the parameters' memory belongs to.
  /// - Throws: `InterchangeError` where the file is damaged or one is missing or has another shape.
  package func read(from file: SafetensorsFile, backend: any ComputeBackend) throws {
    try file.verifyChecksum()
    for parameter in layout.parameters {
      try file.read(
        parameter.name, expecting: parameter.shape.dimensions, into: values[parameter.range],
        backend: backend)
      repack(parameter, backend: backend)
    }
  }
}
