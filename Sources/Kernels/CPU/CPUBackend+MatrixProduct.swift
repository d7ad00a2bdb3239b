import CKernels

extension CPUBackend {
  package func packedCount(rowCount: Int, columnCount: Int) -> Int {
    apus_packed_count(rowCount, columnCount)
  }

  package func pack(
    _ matrix: Matrix, transposed: Bool, into buffer: FloatBuffer
  ) -> PackedMatrix {
    let rowCount = transposed ? matrix.columnCount : matrix.rowCount
    let columnCount = transposed ? matrix.rowCount : matrix.columnCount
    precondition(
      buffer.count == packedCount(rowCount: rowCount, columnCount: columnCount),
      "\(buffer.count) numbers for a packed [\(rowCount), \(columnCount)] matrix")
    apus_pack(
      matrix.pointer, rowCount, columnCount, transposed ? 1 : matrix.rowStride,
      transposed ? matrix.rowStride : 1, buffer.pointer)
    return PackedMatrix(buffer: buffer, rowCount: rowCount, columnCount: columnCount)
  }

  package func multiply(
    _ a: Matrix, _ b: PackedMatrix, epilogue: ProductEpilogue, into c: Matrix
  ) {
    precondition(
      a.columnCount == b.rowCount && c.rowCount == a.rowCount && c.columnCount == b.columnCount,
      "[\(a.rowCount), \(a.columnCount)] x [\(b.rowCount), \(b.columnCount)] into "
        + "[\(c.rowCount), \(c.columnCount)]")
    let (bias, isReLU, accumulates) = epilogue.kernelArguments(columnCount: c.columnCount)
    apus_matmul(
      a.pointer, a.rowStride, a.rowCount, a.columnCount, c.columnCount, b.buffer.pointer, bias,
      isReLU ? 1 : 0, accumulates ? 1 : 0, c.pointer, c.rowStride)
  }

  package func addTransposedProduct(_ a: Matrix, _ b: Matrix, to c: Matrix) {
    precondition(
      a.rowCount == b.rowCount && c.rowCount == a.columnCount && c.columnCount == b.columnCount,
      "transposed [\(a.rowCount), \(a.columnCount)] x [\(b.rowCount), \(b.columnCount)] onto "
        + "[\(c.rowCount), \(c.columnCount)]")
    let scratch = scratch(apus_matmul_transposed_scratch(a.rowCount, a.columnCount, b.columnCount))
    apus_matmul_transposed(
      a.pointer, a.rowStride, b.pointer, b.rowStride, a.rowCount, a.columnCount, b.columnCount,
      c.pointer, c.rowStride, scratch)
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
