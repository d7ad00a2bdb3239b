package import Kernels
package import Tensors

/// Computes a model's operations and, when recording, remembers how to take each one back.
///
/// Layers are written once against the tape. Training records and calls `backward`; inference does
/// not record and keeps nothing. All values live in the tape's arena. Operations are extensions,
/// one file each in `Derivatives/`, with the value and its pullback side by side; those that only
/// inference has are in `Inference/`.
package final class Tape {
  package let backend: any ComputeBackend
  package let arena: Arena
  package let parameters: ParameterStore
  /// Where pullbacks add the gradients of parameters, in the layout of the values; nil when not
  /// recording.
  private let parameterGradients: FloatBuffer?
  package private(set) var dropout: DropoutSource
  private var pullbacks: [() -> Void] = []
  private var gradients: [Tensor?] = []

  /// A tape that records.
  package init(
    parameters: ParameterStore, arena: Arena, gradients: FloatBuffer, dropout: DropoutSource
  ) {
    precondition(
      gradients.count == parameters.layout.count,
      "\(gradients.count) gradients for \(parameters.layout.count) parameters")
    self.backend = arena.backend
    self.arena = arena
    self.parameters = parameters
    self.parameterGradients = gradients
    self.dropout = dropout
  }

  /// A tape that only computes.
  package init(parameters: ParameterStore, arena: Arena) {
    self.backend = arena.backend
    self.arena = arena
    self.parameters = parameters
    self.parameterGradients = nil
    self.dropout = .none
  }

  package var isRecording: Bool { parameterGradients != nil }

  /// The mask of the next application of dropout at a place.
  func nextDropout(_ place: DropoutPlace) -> Dropout {
    dropout.next(place)
  }

  /// A variable for a value that nothing recorded computes: an input.
  package func input(_ value: Tensor) -> Variable {
    guard isRecording else { return Variable(unrecorded: value) }
    return record(value) { _ in }
  }

  /// Makes a variable of an operation's value; `pullback` gets the gradient of that value.
  ///
  /// Operations ask `isRecording` first: without a pullback to make, they allocate nothing.
  func record(_ value: Tensor, pullback: @escaping (Tensor) -> Void) -> Variable {
    precondition(isRecording, "an operation was recorded on a tape that only computes")
    let index = gradients.count
    gradients.append(nil)
    pullbacks.append { [unowned self] in
      guard let gradient = gradients[index] else { return }
      pullback(gradient)
    }
    return Variable(value: value, index: index)
  }

  /// Runs a sub-layer whose result takes the place of its input.
  ///
  /// A tape that only computes takes back all other memory that the sub-layer was given, so that
  /// the next one finds it in the processor's caches; the residual connection at a sub-layer's end
  /// writes over its input.
  package func overwriting(_ x: Variable, _ sublayer: (Variable) -> Variable) -> Variable {
    guard !isRecording else { return sublayer(x) }
    let mark = arena.mark
    defer { arena.release(to: mark) }
    return sublayer(x)
  }

  /// Takes back all operations, last to first, from the gradients seeded so far.
  package func backward() {
    for pullback in pullbacks.reversed() { pullback() }
    pullbacks = []
  }

  /// The gradient of a variable, once `backward` has passed it; nil where nothing depends on it.
  package func gradient(of variable: Variable) -> Tensor? {
    gradients[variable.index]
  }

  /// The place where pullbacks add a parameter's gradient.
  func gradient(of parameter: Parameter) -> Tensor {
    guard let parameterGradients else {
      preconditionFailure("the gradient of \(parameter.name) on a tape that does not record")
    }
    return Tensor(parameterGradients[parameter.range], shape: parameter.shape)
  }

  /// Adds to a variable's gradient: `write` stores into the tensor given, or adds to it where the
  /// flag says so.
  func contribute(to variable: Variable, _ write: (_ gradient: Tensor, _ adds: Bool) -> Void) {
    if let gradient = gradients[variable.index] {
      write(gradient, true)
    } else {
      let gradient = arena.tensor(variable.value.shape)
      write(gradient, false)
      gradients[variable.index] = gradient
    }
  }

  /// Adds a whole tensor to a variable's gradient; the first one is taken over without copying.
  package func contribute(_ gradient: Tensor, to variable: Variable) {
    precondition(
      gradient.shape == variable.value.shape,
      "a gradient of \(gradient.shape) for a value of \(variable.value.shape)")
    if let sum = gradients[variable.index] {
      backend.add(gradient.buffer, to: sum.buffer)
    } else {
      gradients[variable.index] = gradient
    }
  }
}
