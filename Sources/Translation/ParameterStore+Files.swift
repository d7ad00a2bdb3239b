package import Autodiff
package import Interchange
package import Kernels
package import Tensors

extension ParameterStore {
  /// Every parameter with its name, in the order of the layers; of a store that has all values.
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
    let file = ParameterFile(file, isQuantized: false)
    for parameter in layout.parameters { try file.read(parameter, into: self, backend: backend) }
  }

  /// Everything as a file holds it; of a store that has all values.
  package func contents(
    _ store: Precision, _ backend: any ComputeBackend
  ) -> [(name: String, content: Safetensors.Content)] {
    switch store {
    case .f32: namedTensors.map { ($0.name, .numbers($0.tensor, .float32)) }
    case .bf16: namedTensors.map { ($0.name, .numbers($0.tensor, .bfloat16)) }
    case .int8: quantizedContents(backend)
    }
  }

  /// Matrices as integers, and each with its scales behind its name; vectors as they are.
  ///
  /// Numbers come before integers, so that all are aligned.
  private func quantizedContents(
    _ backend: any ComputeBackend
  ) -> [(name: String, content: Safetensors.Content)] {
    var numbers: [(name: String, content: Safetensors.Content)] = []
    var integers: [(name: String, content: Safetensors.Content)] = []
    for parameter in layout.parameters {
      guard let axis = parameter.role.quantizationAxis else {
        numbers.append((parameter.name, .numbers(self[parameter], .float32)))
        continue
      }
      let matrix = backend.quantize(self[parameter].matrix, axis: axis)
      let scales = backend.allocate(matrix.scales.count)
      backend.write(matrix.scales.span, to: scales)
      let tensor = Tensor(scales, shape: [scales.count])
      numbers.append((ParameterFile.scaleName(parameter), .numbers(tensor, .float32)))
      integers.append((parameter.name, .integers(matrix)))
    }
    return numbers + integers
  }
}

extension Parameter.Role {
  /// What shares a scale: an output channel; nothing in a vector, which is no operand of products.
  var quantizationAxis: QuantizationAxis? {
    switch self {
    case .vector: nil
    case .weight: .column
    case .embedding: .row
    }
  }
}
