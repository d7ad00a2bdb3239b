import CKernels

extension CPUBackend {
  package func packedCount(rowCount: Int, columnCount: Int, storage: Precision) -> Int {
    CPUScratch.packedMatrix(rowCount: rowCount, columnCount: columnCount, storage: storage)
  }

  package func pack(_ rows: Matrix, firstRow: Int, transposed: Bool, into packed: PackedMatrix) {
    let part = PackedPart(rows, firstRow: firstRow, transposed: transposed, of: packed)
    let start = packed.buffer.pointer + part.offset
    switch packed.storage {
    case .f32:
      apus_pack(
        rows.pointer, part.rowCount, part.columnCount, part.rowStride, part.columnStride, start,
        part.panelStride)
    case .bf16:
      apus_pack_bf16(
        rows.pointer, part.rowCount, part.columnCount, part.rowStride, part.columnStride,
        start.words, part.panelStride)
    case .int8:
      precondition(part.isWhole, "some rows were to be packed in int8, where all belong together")
      apus_pack_int8(
        rows.pointer, part.rowCount, part.columnCount, part.rowStride, part.columnStride,
        start.words)
    }
  }

  package func selectColumns(
    _ columns: [Int32], of packed: PackedMatrix, into selection: PackedMatrix
  ) {
    precondition(
      selection.storage == packed.storage && selection.rowCount == packed.rowCount
        && selection.columnCount == columns.count,
      "\(columns.count) columns of a packed [\(packed.rowCount), \(packed.columnCount)] matrix of "
        + "\(packed.storage) into [\(selection.rowCount), \(selection.columnCount)] of "
        + "\(selection.storage)")
    for column in columns where column < 0 || column >= packed.columnCount {
      preconditionFailure("column \(column) of \(packed.columnCount)")
    }
    apus_select_columns(
      packed.buffer.pointer.words, packed.wordsPerColumn, packed.storage == .int8 ? 2 : 0,
      packed.columnCount, columns, columns.count, selection.buffer.pointer.words)
  }

  package func multiply(
    _ a: Matrix, _ b: PackedMatrix, epilogue: ProductEpilogue, into c: Matrix
  ) {
    let product = CPUProduct(a, b, epilogue: epilogue, into: c)
    let scratchCount = CPUScratch.product(a, b)
    if let team, team.isAtWork, product.isWorthSharing {
      team.share(product, scratch: scratch(team.memberCount * scratchCount), scratchCount)
    } else {
      product.compute(0..<product.columnCount, scratch: scratch(scratchCount))
    }
  }

  package func addTransposedProduct(
    _ a: Matrix, _ b: Matrix, to c: Matrix, precision: Precision
  ) {
    let (m, k, n) = (a.rowCount, a.columnCount, b.columnCount)
    precondition(
      m == b.rowCount && c.rowCount == k && c.columnCount == n,
      "transposed [\(m), \(k)] x [\(b.rowCount), \(n)] onto [\(c.rowCount), \(c.columnCount)]")
    let scratch = scratch(CPUScratch.transposedProduct(a, b, precision: precision))
    switch precision {
    case .f32:
      apus_matmul_transposed(
        a.pointer, a.rowStride, b.pointer, b.rowStride, m, k, n, c.pointer, c.rowStride,
        scratch)
    case .bf16:
      apus_matmul_transposed_bf16(
        a.pointer, a.rowStride, b.pointer, b.rowStride, m, k, n, c.pointer, c.rowStride,
        scratch.words)
    case .int8: preconditionFailure("a gradient was to be computed in int8")
    }
  }

  package func addColumnSums(of x: Matrix, to sums: FloatBuffer) {
    precondition(
      sums.count == x.columnCount, "sums of \(x.columnCount) columns into \(sums.count) numbers")
    apus_add_column_sums(x.pointer, x.rowStride, x.rowCount, x.columnCount, sums.pointer)
  }
}

/// Where some rows of a matrix go in its packed form: panels of `packingRows` columns, each the
/// rows of the packed matrix one after the other (in bf16 two rows together, as one word a column, and
/// in int8 four).
private struct PackedPart {
  let rowCount: Int
  let columnCount: Int
  let rowStride: Int
  let columnStride: Int
  /// Of the part's first element, and from panel to panel; in numbers or words.
  let offset: Int
  let panelStride: Int
  /// Whether the part is all of the matrix.
  let isWhole: Bool

  init(_ rows: Matrix, firstRow: Int, transposed: Bool, of packed: PackedMatrix) {
    let steps = packed.wordsPerColumn
    panelStride = steps * packingRows
    if transposed {
      (rowCount, columnCount) = (rows.columnCount, rows.rowCount)
      (rowStride, columnStride) = (1, rows.rowStride)
      offset = firstRow * steps
    } else {
      (rowCount, columnCount) = (rows.rowCount, rows.columnCount)
      (rowStride, columnStride) = (rows.rowStride, 1)
      offset = firstRow / packed.storage.stepsPerWord * packingRows
    }
    let (whole, part) =
      transposed
      ? (packed.columnCount, columnCount) : (packed.rowCount, rowCount)
    isWhole = part == whole
    precondition(
      firstRow % packingRows == 0 && firstRow + part <= whole
        && (transposed ? rowCount == packed.rowCount : columnCount == packed.columnCount),
      "rows \(firstRow)..<\(firstRow + part) of \(rows.columnCount) columns into a packed "
        + "[\(packed.rowCount), \(packed.columnCount)] matrix")
  }
}

extension Precision {
  /// Rows of a packed matrix that stand in one word.
  fileprivate var stepsPerWord: Int {
    switch self {
    case .f32: 1
    case .bf16: 2
    case .int8: 4
    }
  }
}

extension PackedMatrix {
  /// Words of a column in its panel.
  fileprivate var wordsPerColumn: Int {
    (rowCount + storage.stepsPerWord - 1) / storage.stepsPerWord
  }
}

extension UnsafeMutablePointer<Float> {
  /// The same memory as words of two bf16 numbers or four bytes.
  var words: UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: UInt32.self)
  }
}
