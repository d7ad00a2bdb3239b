package import Kernels
package import Tensors

/// The values of a model's parameters, with every matrix also packed for products.
///
/// Sendable: workers only read; the packs are renewed between steps, when no worker reads.
package struct ParameterStore: Sendable {
  /// What the packs have to serve.
  package enum Purpose: Sendable {
    case inference
    /// Both directions: the backward pass multiplies with the other orientation.
    case training
  }

  package let layout: ParameterLayout
  package let values: FloatBuffer
  private var packs: [Packs]

  private struct Packs: Sendable {
    var forward: PackedMatrix?
    var backward: PackedMatrix?
  }

  /// Memory for all parameters; values are zero until `initialize` or `setValues`.
  package init(layout: ParameterLayout, purpose: Purpose, backend: any ComputeBackend) {
    self.layout = layout
    values = backend.allocate(layout.count)
    packs = []
    for parameter in layout.parameters {
      packs.append(makePacks(parameter, purpose: purpose, backend: backend))
    }
  }

  private func makePacks(
    _ parameter: Parameter, purpose: Purpose, backend: any ComputeBackend
  ) -> Packs {
    guard parameter.role != .vector else { return Packs() }
    return Packs(
      forward: packed(parameter, .forward, backend),
      backward: purpose == .training ? packed(parameter, .backward, backend) : nil)
  }

  private func packed(
    _ parameter: Parameter, _ direction: Direction, _ backend: any ComputeBackend
  ) -> PackedMatrix {
    let matrix = self[parameter].matrix
    let transposed = direction.isTransposed(parameter.role)
    let count = backend.packedCount(
      rowCount: transposed ? matrix.columnCount : matrix.rowCount,
      columnCount: transposed ? matrix.rowCount : matrix.columnCount)
    return backend.pack(matrix, transposed: transposed, into: backend.allocate(count))
  }

  /// The values of one parameter.
  package subscript(parameter: Parameter) -> Tensor {
    Tensor(values[parameter.range], shape: parameter.shape)
  }

  /// The right-hand side of the forward product: W of x W, or Eᵀ of h Eᵀ.
  package func forwardPack(_ parameter: Parameter) -> PackedMatrix {
    guard let pack = packs[parameter.index].forward else {
      preconditionFailure("parameter \(parameter.name) is no matrix")
    }
    return pack
  }

  /// The right-hand side of the gradient's product: Wᵀ of dy Wᵀ, or E of dlogits E.
  package func backwardPack(_ parameter: Parameter) -> PackedMatrix {
    guard let pack = packs[parameter.index].backward else {
      preconditionFailure("parameter \(parameter.name) is not packed for training")
    }
    return pack
  }

  /// Packs one parameter again after its values have changed.
  package func repack(_ parameter: Parameter, backend: any ComputeBackend) {
    let matrix = self[parameter].matrix
    if let pack = packs[parameter.index].forward {
      _ = backend.pack(
        matrix, transposed: Direction.forward.isTransposed(parameter.role), into: pack.buffer)
    }
    if let pack = packs[parameter.index].backward {
      _ = backend.pack(
        matrix, transposed: Direction.backward.isTransposed(parameter.role), into: pack.buffer)
    }
  }

  /// Draws every parameter's first values and packs them.
  package func initialize(seed: UInt64, backend: any ComputeBackend) {
    for parameter in layout.parameters {
      let numbers = parameter.initializer.values(
        count: parameter.range.count, seed: seed, parameterIndex: parameter.index)
      setValues(of: parameter, to: numbers, backend: backend)
    }
  }

  /// Replaces one parameter's values and packs them.
  package func setValues(of parameter: Parameter, to numbers: [Float], backend: any ComputeBackend)
  {
    backend.write(numbers.span, to: values[parameter.range])
    repack(parameter, backend: backend)
  }

  private enum Direction {
    case forward
    case backward

    func isTransposed(_ role: Parameter.Role) -> Bool {
      (self == .forward) == (role == .embedding)
    }
  }
}
