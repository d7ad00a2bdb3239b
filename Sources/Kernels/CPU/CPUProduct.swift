import CKernels

/// A product with a packed right-hand side, as plain addresses: threads may compute parts of it.
struct CPUProduct {
  private let precision: Precision
  private let storage: Precision
  private let rowCount: Int
  private let depth: Int
  let columnCount: Int
  private let a: UnsafePointer<Float>
  private let aStride: Int
  private let packed: UnsafeMutablePointer<Float>
  private let bias: UnsafePointer<Float>?
  private let isReLU: Bool
  private let accumulates: Bool
  private let c: UnsafeMutablePointer<Float>
  private let cStride: Int

  init(_ a: Matrix, _ b: PackedMatrix, epilogue: ProductEpilogue, into c: Matrix) {
    (rowCount, depth, columnCount) = (a.rowCount, a.columnCount, c.columnCount)
    precondition(
      depth == b.rowCount && c.rowCount == rowCount && columnCount == b.columnCount,
      "[\(rowCount), \(depth)] x [\(b.rowCount), \(b.columnCount)] into "
        + "[\(c.rowCount), \(columnCount)]")
    (precision, storage) = (b.precision, b.storage)
    (self.a, aStride) = (UnsafePointer(a.pointer), a.rowStride)
    packed = b.buffer.pointer
    (bias, isReLU, accumulates) = epilogue.kernelArguments(columnCount: columnCount)
    (self.c, cStride) = (c.pointer, c.rowStride)
    precondition(
      !(accumulates && precision == .int8), "a product in int8 was to be accumulated")
  }

  /// Computes some columns.
  ///
  /// - Parameters:
  ///   - columns: They begin at a multiple of `packingRows`.
  ///   - scratch: What `CPUScratch.product` says, of the calling thread.
  func compute(_ columns: Range<Int>, scratch: UnsafeMutablePointer<Float>) {
    let (first, count) = (columns.lowerBound, columns.count)
    let (c, bias) = (self.c + first, self.bias.map { $0 + first })
    switch (precision, storage) {
    case (.f32, .bf16):
      apus_matmul_widened(
        a, aStride, rowCount, depth, count, packed.words + first * ((depth + 1) / 2), bias,
        isReLU ? 1 : 0, accumulates ? 1 : 0, c, cStride, scratch.words)
    case (.f32, _):
      apus_matmul(
        a, aStride, rowCount, depth, count, packed + first * depth, bias, isReLU ? 1 : 0,
        accumulates ? 1 : 0, c, cStride)
    case (.bf16, _):
      apus_matmul_bf16(
        a, aStride, rowCount, depth, count, packed.words + first * ((depth + 1) / 2), bias,
        isReLU ? 1 : 0, accumulates ? 1 : 0, c, cStride, scratch.words)
    case (.int8, _):
      apus_matmul_int8(
        a, aStride, rowCount, depth, columnCount, packed.words, first, columns.upperBound,
        self.bias, isReLU ? 1 : 0, self.c, cStride, scratch.words)
    }
  }

  /// Whether it takes longer than it takes threads to agree on its parts.
  var isWorthSharing: Bool {
    depth * columnCount >= 1 << 16 && columnCount >= 2 * packingRows
  }

  /// The columns of a part: whole panels, so that all sums are those of the whole product.
  func columns(ofPart part: Int, of partCount: Int) -> Range<Int> {
    let panelCount = (columnCount + packingRows - 1) / packingRows
    let (first, end) = (panelCount * part / partCount, panelCount * (part + 1) / partCount)
    return first * packingRows..<min(end * packingRows, columnCount)
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
