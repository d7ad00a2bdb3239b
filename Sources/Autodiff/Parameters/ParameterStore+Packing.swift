package import Kernels
import Tensors

extension ParameterStore {
  /// Packs one parameter again after its values have changed.
  package func repack(_ parameter: Parameter, backend: any ComputeBackend) {
    guard parameter.role != .vector else { return }
    repack(parameter, rows: 0..<parameter.shape.rowCount, backend: backend)
  }

  /// Packs some rows of a matrix again; the range begins with a multiple of `packingRows`.
  package func repack(_ parameter: Parameter, rows: Range<Int>, backend: any ComputeBackend) {
    pack(
      self[parameter].matrix.rows(rows), firstRow: rows.lowerBound, of: parameter,
      backend: backend)
  }

  /// Packs rows of a matrix that stand elsewhere.
  ///
  /// - Parameters:
  ///   - rows: The rows from `firstRow` on; in int8 all of them, at once.
  ///   - firstRow: A multiple of `packingRows`.
  ///   - parameter: A weight or an embedding.
  ///   - backend: What the packs' memory belongs to.
  package func pack(
    _ rows: Matrix, firstRow: Int, of parameter: Parameter, backend: any ComputeBackend
  ) {
    let packs = packs[parameter.index]
    for (pack, direction) in [(packs.forward, Direction.forward), (packs.backward, .backward)] {
      guard let pack else { continue }
      backend.pack(
        rows, firstRow: firstRow, transposed: direction.isTransposed(parameter.role), into: pack)
    }
  }

  /// Packs a matrix's integers for a model that computes in int8.
  ///
  /// - Parameters:
  ///   - bytes: In two's complement, row-major.
  ///   - scales: One for each column of a weight, or for each row of an embedding.
  ///   - parameter: A weight or an embedding.
  ///   - backend: What the packs' memory belongs to.
  package func pack(
    quantized bytes: Span<UInt8>, scales: Span<Float>, of parameter: Parameter,
    backend: any ComputeBackend
  ) {
    backend.pack(
      quantized: bytes, scales: scales, transposed: Direction.forward.isTransposed(parameter.role),
      into: forwardPack(parameter))
  }

  /// Packs a matrix as a file has it, in bf16 and row-major.
  package func pack(
    bfloat16 bytes: Span<UInt8>, of parameter: Parameter, backend: any ComputeBackend
  ) {
    backend.pack(
      bfloat16: bytes, transposed: Direction.forward.isTransposed(parameter.role),
      into: forwardPack(parameter))
  }

  /// Whether a matrix is held in bf16 alone, which `pack` takes as a file has them.
  package func takesBFloat16(_ parameter: Parameter) -> Bool {
    storage == .bf16 && !hasValues(parameter)
  }

  /// Whether a matrix is held as integers alone, which `pack` takes as a file has them.
  package func takesIntegers(_ parameter: Parameter) -> Bool {
    precision == .int8 && !hasValues(parameter)
  }

  /// Replaces one parameter's numbers and packs them.
  ///
  /// The numbers of a matrix without values pass through little memory: some rows at a time, or in
  /// int8, whose scales depend on all of them, the whole matrix.
  ///
  /// - Parameters:
  ///   - parameter: Any parameter.
  ///   - backend: What the memory belongs to.
  ///   - write: Is told which elements of the parameter to write, and where.
  /// - Throws: The closure's error.
  package func fill(
    _ parameter: Parameter, backend: any ComputeBackend,
    _ write: (_ elements: Range<Int>, _ buffer: FloatBuffer) throws -> Void
  ) rethrows {
    if hasValues(parameter) {
      try write(0..<parameter.range.count, self[parameter].buffer)
      repack(parameter, backend: backend)
      return
    }
    let (rowCount, columnCount) = (parameter.shape.rowCount, parameter.shape.columnCount)
    let pieceRows = precision == .int8 ? rowCount : min(rowCount, rowsOfAPiece(columnCount))
    let piece = backend.allocate(pieceRows * columnCount)
    for start in stride(from: 0, to: rowCount, by: max(pieceRows, 1)) {
      let rows = start..<min(start + pieceRows, rowCount)
      let buffer = piece[0..<rows.count * columnCount]
      try write(rows.lowerBound * columnCount..<rows.upperBound * columnCount, buffer)
      pack(
        Matrix(buffer, rowCount: rows.count, columnCount: columnCount), firstRow: start,
        of: parameter, backend: backend)
    }
  }

  /// As many rows as a processor core keeps at hand, in units that can be packed apart.
  private func rowsOfAPiece(_ columnCount: Int) -> Int {
    let wanted = (1 << 14) / max(columnCount, 1)
    return max(packingRows, wanted / packingRows * packingRows)
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
    precondition(
      numbers.count == parameter.range.count,
      "\(numbers.count) numbers for \(parameter.name), \(parameter.shape)")
    fill(parameter, backend: backend) { elements, buffer in
      backend.write(numbers.span.extracting(elements), to: buffer)
    }
  }

  /// Which product a pack serves.
  enum Direction {
    case forward
    case backward

    func isTransposed(_ role: Parameter.Role) -> Bool {
      (self == .forward) == (role == .embedding)
    }
  }
}
