import Autodiff
import Kernels
import Tensors

/// Compares the gradients of a computation on a tape with central differences (f(x + h) - f(x - h))
/// / 2h of itself, for every input and every parameter.
struct GradientCheck {
  /// Computes a scalar from the inputs and seeds the gradient that `backward` starts from.
  typealias Objective = (_ tape: Tape, _ inputs: [Variable]) -> Double

  /// h, a power of two: the error of the formula (h² f‴/6) and that of f32 sums (about 1e-7 f/h)
  /// are then alike.
  static let step: Float = 1 / 128
  /// Of the tensor's largest derivative; ten times what the formula and f32 leave, a hundredth of
  /// any mistake in a term of a pullback.
  static let tolerance = 1e-3

  var inputs: [Shape] = []
  var parameters = ParameterLayout()
  var dropout = DropoutRates.none
  /// The elements of a tensor that are perturbed, evenly spread; all where there are fewer.
  var sampleCount = Int.max
  var seed: UInt64 = 1

  /// The elements whose derivatives differ: none when the pullbacks are right.
  func mismatches(_ objective: Objective) -> [GradientMismatch] {
    let point = randomPoint()
    let gradients = gradients(at: point, objective)
    return point.indices.flatMap { tensor -> [GradientMismatch] in
      let actual = gradients[tensor]
      guard actual.count == point[tensor].count else {
        return [GradientMismatch(name: name(of: tensor), index: 0, expected: .nan, actual: .nan)]
      }
      let indices = sampled(point[tensor].indices)
      let expected = indices.map { centralDifference(at: point, tensor, $0, objective) }
      let largest = (actual + expected).map(abs).max() ?? 0
      return zip(indices, expected).compactMap { index, expected in
        abs(actual[index] - expected) <= GradientCheck.tolerance * largest
          ? nil
          : GradientMismatch(
            name: name(of: tensor), index: index, expected: expected, actual: actual[index])
      }
    }
  }

  /// Inputs uniform in ±1, then parameters as their initialisers say.
  private func randomPoint() -> [[Float]] {
    inputs.indices.map { index in
      .random(count: inputs[index].elementCount, seed: seed, stream: 1000 + UInt64(index))
    }
      + parameters.parameters.map { parameter in
        parameter.initializer.values(
          count: parameter.range.count, seed: seed, parameterIndex: parameter.index)
      }
  }

  private func name(of tensor: Int) -> String {
    tensor < inputs.count
      ? "input \(tensor)" : parameters.parameters[tensor - inputs.count].name
  }

  private func sampled(_ indices: Range<Int>) -> [Int] {
    guard indices.count > sampleCount else { return Array(indices) }
    return (0..<sampleCount).map { $0 * (indices.count - 1) / (sampleCount - 1) }
  }

  private func centralDifference(
    at point: [[Float]], _ tensor: Int, _ index: Int, _ objective: Objective
  ) -> Double {
    func evaluate(moved step: Float) -> (x: Float, value: Double) {
      var moved = point
      moved[tensor][index] += step
      return (moved[tensor][index], Evaluation(self, at: moved, objective).value)
    }
    let above = evaluate(moved: GradientCheck.step)
    let below = evaluate(moved: -GradientCheck.step)
    return (above.value - below.value) / Double(above.x - below.x)
  }

  private func gradients(at point: [[Float]], _ objective: Objective) -> [[Double]] {
    let evaluation = Evaluation(self, at: point, objective)
    let tape = evaluation.tape
    tape.backward()
    let ofInputs = evaluation.inputs.map { input in
      tape.gradient(of: input)?.numbers(tape.backend) ?? []
    }
    let ofParameters = parameters.parameters.map { parameter in
      Tensor(evaluation.gradients[parameter.range], shape: parameter.shape).numbers(tape.backend)
    }
    return (ofInputs + ofParameters).map { $0.map(Double.init) }
  }
}

/// One forward pass of a check, ready for `backward`.
private struct Evaluation {
  let tape: Tape
  let inputs: [Variable]
  let gradients: FloatBuffer
  let value: Double

  init(_ check: GradientCheck, at point: [[Float]], _ objective: GradientCheck.Objective) {
    let backend = CPUBackend()
    let store = ParameterStore(layout: check.parameters, purpose: .training, backend: backend)
    for (parameter, numbers) in zip(check.parameters.parameters, point[check.inputs.count...]) {
      store.setValues(of: parameter, to: numbers, backend: backend)
    }
    gradients = backend.allocate(check.parameters.count)
    let tape = Tape(
      parameters: store, arena: Arena(backend: backend), gradients: gradients,
      dropout: DropoutSource(rates: check.dropout, seed: check.seed, step: 1, microBatch: 1))
    let inputs = zip(check.inputs, point).map { shape, numbers in
      tape.input(.making(shape, numbers, on: tape.arena))
    }
    self.tape = tape
    self.inputs = inputs
    value = objective(tape, inputs)
  }
}

/// One derivative that is not what central differences say.
struct GradientMismatch: Equatable, CustomStringConvertible {
  let name: String
  let index: Int
  let expected: Double
  let actual: Double

  var description: String {
    "\(name)[\(index)]: expected \(expected), actual \(actual)"
  }
}
