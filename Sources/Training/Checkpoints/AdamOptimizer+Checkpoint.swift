import Autodiff
import Interchange
import Kernels
import Tensors
import Translation

extension AdamOptimizer {
  /// Everything that a checkpoint holds, by its name in the file.
  var checkpointTensors: [(name: String, tensor: Tensor)] {
    parameters.namedTensors + stateTensors
  }

  /// How many bytes the numbers of a checkpoint take.
  var checkpointByteCount: Int {
    checkpointTensors.reduce(0) { $0 + $1.tensor.buffer.count } * MemoryLayout<Float>.size
  }

  /// Reads everything that a checkpoint holds.
  func read(from file: SafetensorsFile) throws {
    let backend = CPUBackend()
    try parameters.read(from: file, backend: backend)
    for (name, tensor) in stateTensors {
      try file.read(
        name, expecting: tensor.shape.dimensions, into: tensor.buffer, backend: backend)
    }
  }

  /// Draws the first values again, and forgets all gradients so far.
  func restart(seed: UInt64) {
    let backend = CPUBackend()
    parameters.initialize(seed: seed, backend: backend)
    for (_, tensor) in stateTensors { backend.clear(tensor.buffer) }
    average?.begin(with: parameters, backend: backend)
  }

  /// What it keeps from update to update besides the parameters.
  private var stateTensors: [(name: String, tensor: Tensor)] {
    var buffers = [
      ("optimizer.first_moment", firstMoment), ("optimizer.second_moment", secondMoment),
    ]
    if let average { buffers.append(("optimizer.moving_average", average.parameters.values)) }
    return buffers.map { (name: $0.0, tensor: Tensor($0.1, shape: [$0.1.count])) }
  }
}
