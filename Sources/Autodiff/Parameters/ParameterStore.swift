package import Kernels
package import Tensors

/// The values of a model's parameters, with every matrix also packed for products.
///
/// Sendable: workers only read; the packs are renewed between steps, when no worker reads.
package struct ParameterStore: Sendable {
  /// What the packs have to serve.
  package enum Purpose: Sendable {
    /// The forward pass, of values that may change.
    case inference
    /// Both directions: the backward pass multiplies with the other orientation.
    case training
    /// The forward pass of a finished model: a matrix is held once, packed, and has no values.
    case frozen
  }

  package let layout: ParameterLayout
  /// All values one after the other; of a frozen model those of the vectors alone.
  package let values: FloatBuffer
  /// What products are computed in; the values are f32.
  package let precision: Precision
  /// The element type of the packs.
  package let storage: Precision
  /// The element type of the decoder's keys and values, which steps attend to: bf16 beside products
  /// of rounded numbers, where more digits would only take time.
  package var keyValueStorage: Precision { precision == .f32 ? .f32 : .bf16 }
  let purpose: Purpose
  /// The values of each parameter among `values`; none for what is held packed alone.
  private let ranges: [Range<Int>]
  let packs: [Packs]

  struct Packs: Sendable {
    var forward: PackedMatrix?
    var backward: PackedMatrix?
  }

  /// Memory for all parameters; values are zero until `initialize` or `setValues`.
  ///
  /// - Parameters:
  ///   - layout: The parameters.
  ///   - purpose: What the packs have to serve.
  ///   - precision: What products are computed in.
  ///   - storage: The element type of the packs of a frozen model; nil for that of the precision.
  ///     Matrices of bf16 take half the room under products in f32, and give the same bits.
  ///   - backend: What the memory belongs to.
  package init(
    layout: ParameterLayout, purpose: Purpose, precision: Precision = .f32,
    storage: Precision? = nil, backend: any ComputeBackend
  ) {
    if purpose == .frozen {
      self.init(
        frozen: layout, precision: precision, storage: storage ?? precision, backend: backend)
    } else {
      self.init(
        layout: layout, values: backend.allocate(layout.count), purpose: purpose,
        precision: precision, backend: backend)
    }
  }

  /// One block of memory for everything.
  private init(
    frozen layout: ParameterLayout, precision: Precision, storage: Precision,
    backend: any ComputeBackend
  ) {
    let counts = layout.parameters.map { parameter in
      parameter.role == .vector
        ? 0 : parameter.packedCount(.forward, storage, backend)
    }
    let vectorCount = layout.vectorCount.roundedUpToLine
    let block = backend.allocate(
      counts.reduce(vectorCount) { $0 + $1.roundedUpToLine })
    self.layout = layout
    self.precision = precision
    self.storage = storage
    purpose = .frozen
    values = block[0..<layout.vectorCount]
    ranges = layout.vectorRanges
    var end = vectorCount
    packs = zip(layout.parameters, counts).map { parameter, count in
      defer { end += count.roundedUpToLine }
      guard parameter.role != .vector else { return Packs() }
      return Packs(
        forward: parameter.packed(
          .forward, precision, storage, in: block[end..<end + count]))
    }
  }

  /// The values of another store, shared with it, with packs of their own.
  ///
  /// The packs are of the values as they are now.
  package init(
    sharing other: ParameterStore, purpose: Purpose, precision: Precision,
    backend: any ComputeBackend
  ) {
    precondition(
      other.purpose != .frozen && purpose != .frozen, "a frozen model has no values to share")
    self.init(
      layout: other.layout, values: other.values, purpose: purpose, precision: precision,
      backend: backend)
    for parameter in layout.parameters { repack(parameter, backend: backend) }
  }

  private init(
    layout: ParameterLayout, values: FloatBuffer, purpose: Purpose, precision: Precision,
    backend: any ComputeBackend
  ) {
    precondition(
      purpose != .training || Precision.ofTraining.contains(precision),
      "\(precision) has no backward pass")
    self.layout = layout
    self.values = values
    self.purpose = purpose
    self.precision = precision
    storage = precision
    ranges = layout.parameters.map(\.range)
    packs = layout.parameters.map { parameter in
      guard parameter.role != .vector else { return Packs() }
      func packed(_ direction: Direction) -> PackedMatrix {
        let count = parameter.packedCount(direction, precision, backend)
        return parameter.packed(direction, precision, precision, in: backend.allocate(count))
      }
      return Packs(
        forward: packed(.forward), backward: purpose == .training ? packed(.backward) : nil)
    }
  }

  /// The values of one parameter: of a frozen model, of a vector.
  package subscript(parameter: Parameter) -> Tensor {
    precondition(
      hasValues(parameter), "the values of \(parameter.name), of which a frozen model has none")
    return Tensor(values[ranges[parameter.index]], shape: parameter.shape)
  }

  /// Whether a parameter's values can be read.
  package func hasValues(_ parameter: Parameter) -> Bool {
    purpose != .frozen || parameter.role == .vector
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
}

extension Parameter {
  /// The size of the right-hand side of a product.
  private func packedShape(
    _ direction: ParameterStore.Direction
  ) -> (rowCount: Int, columnCount: Int) {
    direction.isTransposed(role)
      ? (shape.columnCount, shape.rowCount) : (shape.rowCount, shape.columnCount)
  }

  fileprivate func packedCount(
    _ direction: ParameterStore.Direction, _ storage: Precision, _ backend: any ComputeBackend
  ) -> Int {
    let (rowCount, columnCount) = packedShape(direction)
    return backend.packedCount(
      rowCount: rowCount, columnCount: columnCount, storage: storage)
  }

  fileprivate func packed(
    _ direction: ParameterStore.Direction, _ precision: Precision, _ storage: Precision,
    in buffer: FloatBuffer
  ) -> PackedMatrix {
    let (rowCount, columnCount) = packedShape(direction)
    return PackedMatrix(
      buffer: buffer, rowCount: rowCount, columnCount: columnCount, precision: precision,
      storage: storage)
  }
}

extension Int {
  /// The next multiple of the numbers in a cache line.
  fileprivate var roundedUpToLine: Int { (self + 15) / 16 * 16 }
}

extension ParameterLayout {
  /// Where each vector lies among all vectors, one after the other; nothing for matrices.
  fileprivate var vectorRanges: [Range<Int>] {
    var end = 0
    return parameters.map { parameter in
      let start = end
      if parameter.role == .vector { end += parameter.range.count }
      return start..<end
    }
  }

  /// The numbers of all vectors.
  fileprivate var vectorCount: Int { vectorRanges.last?.upperBound ?? 0 }
}
