import CKernels

extension CPUBackend {
  package func makePacked(
    rowCount: Int, columnCount: Int, precision: Precision
  ) -> PackedMatrix {
    let count = CPUScratch.packedMatrix(
      rowCount: rowCount, columnCount: columnCount, precision: precision)
    return PackedMatrix(
      buffer: allocate(count), rowCount: rowCount, columnCount: columnCount, precision: precision)
  }

  package func pack(_ rows: Matrix, firstRow: Int, transposed: Bool, into packed: PackedMatrix) {
    let part = PackedPart(rows, firstRow: firstRow, transposed: transposed, of: packed)
    let start = packed.buffer.pointer + part.offset
    switch packed.precision {
    case .f32:
      apus_pack(
        rows.pointer, part.rowCount, part.columnCount, part.rowStride, part.columnStride, start,
        part.panelStride)
    case .bf16:
      apus_pack_bf16(
        rows.pointer, part.rowCount, part.columnCount, part.rowStride, part.columnStride,
        start.words, part.panelStride)
    }
  }

  package func multiply(
    _ a: Matrix, _ b: PackedMatrix, epilogue: ProductEpilogue, into c: Matrix
  ) {
    let (m, k, n) = (a.rowCount, a.columnCount, c.columnCount)
    precondition(
      k == b.rowCount && c.rowCount == m && n == b.columnCount,
      "[\(m), \(k)] x [\(b.rowCount), \(b.columnCount)] into [\(c.rowCount), \(n)]")
    let (bias, isReLU, accumulates) = epilogue.kernelArguments(columnCount: n)
    switch b.precision {
    case .f32:
      apus_matmul(
        a.pointer, a.rowStride, m, k, n, b.buffer.pointer, bias, isReLU ? 1 : 0,
        accumulates ? 1 : 0, c.pointer, c.rowStride)
    case .bf16:
      apus_matmul_bf16(
        a.pointer, a.rowStride, m, k, n, b.buffer.pointer.words, bias, isReLU ? 1 : 0,
        accumulates ? 1 : 0, c.pointer, c.rowStride,
        scratch(CPUScratch.product(a, b)).words)
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
    }
  }

  package func addColumnSums(of x: Matrix, to sums: FloatBuffer) {
    precondition(
      sums.count == x.columnCount, "sums of \(x.columnCount) columns into \(sums.count) numbers")
    apus_add_column_sums(x.pointer, x.rowStride, x.rowCount, x.columnCount, sums.pointer)
  }
}

extension ProductEpilogue {
  fileprivate func kernelArguments(
    columnCount: Int
  ) -> (bias: UnsafePointer<Float>?, isReLU: Bool, accumulates: Bool) {
    switch self {
    case .store: return (nil, false, false)
    case .accumulate: return (nil, false, true)
    case .bias(let bias), .biasReLU(let bias):
      precondition(bias.count == columnCount, "a bias of \(bias.count) for \(columnCount) columns")
      if case .biasReLU = self { return (UnsafePointer(bias.pointer), true, false) }
      return (UnsafePointer(bias.pointer), false, false)
    }
  }
}

/// Where some rows of a matrix go in its packed form: panels of `packingRows` columns, each the
/// rows of the packed matrix one after the other (in bf16 two rows together, as one word a column).
private struct PackedPart {
  let rowCount: Int
  let columnCount: Int
  let rowStride: Int
  let columnStride: Int
  /// Of the part's first element, and from panel to panel; in numbers or words.
  let offset: Int
  let panelStride: Int

  init(_ rows: Matrix, firstRow: Int, transposed: Bool, of packed: PackedMatrix) {
    let steps = packed.precision == .f32 ? packed.rowCount : (packed.rowCount + 1) / 2
    panelStride = steps * packingRows
    if transposed {
      (rowCount, columnCount) = (rows.columnCount, rows.rowCount)
      (rowStride, columnStride) = (1, rows.rowStride)
      offset = firstRow * steps
    } else {
      (rowCount, columnCount) = (rows.rowCount, rows.columnCount)
      (rowStride, columnStride) = (rows.rowStride, 1)
      offset = (packed.precision == .f32 ? firstRow : firstRow / 2) * packingRows
    }
    let (whole, part) =
      transposed
      ? (packed.columnCount, columnCount) : (packed.rowCount, rowCount)
    precondition(
      firstRow % packingRows == 0 && firstRow + part <= whole
        && (transposed ? rowCount == packed.rowCount : columnCount == packed.columnCount),
      "rows \(firstRow)..<\(firstRow + part) of \(rows.columnCount) columns into a packed "
        + "[\(packed.rowCount), \(packed.columnCount)] matrix")
  }
}

extension UnsafeMutablePointer<Float> {
  /// The same memory as words of two bf16 numbers.
  fileprivate var words: UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: UInt32.self)
  }
}
