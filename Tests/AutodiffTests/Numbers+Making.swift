import Autodiff
import Kernels
import Tensors

extension [Float] {
  /// Uniform in ±1, the same for the same seed and stream.
  static func random(count: Int, seed: UInt64 = 1, stream: UInt64) -> [Float] {
    var random = CounterRandom(seed: seed, stream: stream)
    return (0..<count).map { _ in 2 * random.nextUniform() - 1 }
  }
}

extension Tensor {
  /// A tensor of the arena with the numbers given.
  static func making(_ shape: Shape, _ numbers: [Float], on arena: Arena) -> Tensor {
    let tensor = arena.tensor(shape)
    arena.backend.write(numbers.span, to: tensor.buffer)
    return tensor
  }
}

extension ParameterLayout {
  /// Declares a parameter with values around 0 of the given spread.
  mutating func declareRandom(
    _ name: String, _ shape: Shape, role: Parameter.Role = .vector, spread: Float = 0.5
  ) -> Parameter {
    declare(name, shape, role: role, initializer: .normal(standardDeviation: spread))
  }
}

extension Tape {
  /// Σ y R for a fixed random R in ±1, which becomes the gradient that y starts from.
  ///
  /// Random weights tell elements apart: with a plain sum, gradients in the wrong place could
  /// cancel.
  func weightedSum(of y: Variable, stream: UInt64 = 2000) -> Double {
    let weights = [Float].random(count: y.value.shape.elementCount, stream: stream)
    contribute(.making(y.value.shape, weights, on: arena), to: y)
    return zip(y.value.numbers(backend), weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
