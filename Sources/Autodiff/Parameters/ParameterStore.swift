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
  /// The element type of the packs; the values are f32.
  package let precision: Precision
  private var packs: [Packs]

  private struct Packs: Sendable {
    var forward: PackedMatrix?
    var backward: PackedMatrix?
  }

  /// Memory for all parameters; values are zero until `initialize` or `setValues`.
  package init(
    layout: ParameterLayout, purpose: Purpose, precision: Precision = .f32,
    backend: any ComputeBackend
  ) {
    self.init(
      layout: layout, values: backend.allocate(layout.count), purpose: purpose,
      precision: precision, backend: backend)
  }

  /// The values of another store, shared with it, with packs of their own.
  ///
  /// The packs are of the values as they are now.
  package init(
    sharing other: ParameterStore, purpose: Purpose, precision: Precision,
    backend: any ComputeBackend
  ) {
    self.init(
      layout: other.layout, values: other.values, purpose: purpose, precision: precision,
      backend: backend)
    for parameter in layout.parameters { repack(parameter, backend: backend) }
  }

  private init(
    layout: ParameterLayout, values: FloatBuffer, purpose: Purpose, precision: Precision,
    backend: any ComputeBackend
  ) {
    self.layout = layout
    self.values = values
    self.precision = precision
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
    return backend.makePacked(
      rowCount: transposed ? matrix.columnCount : matrix.rowCount,
      columnCount: transposed ? matrix.rowCount : matrix.columnCount, precision: precision)
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
    guard parameter.role != .vector else { return }
    repack(parameter, rows: 0..<parameter.shape.rowCount, backend: backend)
  }

  /// Packs some rows of a matrix again; the range begins with a multiple of `packingRows`.
  package func repack(_ parameter: Parameter, rows: Range<Int>, backend: any ComputeBackend) {
    let matrix = self[parameter].matrix.rows(rows)
    let packs = packs[parameter.index]
    for (pack, direction) in [(packs.forward, Direction.forward), (packs.backward, .backward)] {
      guard let pack else { continue }
      backend.pack(
        matrix, firstRow: rows.lowerBound, transposed: direction.isTransposed(parameter.role),
        into: pack)
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
