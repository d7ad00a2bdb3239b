/// What an operation has to do by its definition, however it is done.
///
/// A multiplication, an addition, a comparison, a division, a root and an exponential are one
/// floating-point operation each. Operands count once, as if caches held them from then on: what
/// is read and what is written, 4 bytes a number but in packed matrices, memories and
/// caches of bf16, which have 2, and in those of int8, which have 1. Ids, offsets, masks and scales are left out.
package struct OperationCost: Sendable, Equatable {
  /// Floating-point operations.
  package var flops: Int
  /// Read and written.
  package var bytes: Int

  package init(flops: Int = 0, bytes: Int = 0) {
    self.flops = flops
    self.bytes = bytes
  }

  /// The cost of operations on so many numbers in memory, each read or written once.
  private init(flops: Int, numbers: Int) {
    self.init(flops: flops, bytes: 4 * numbers)
  }

  package static func += (sum: inout OperationCost, term: OperationCost) {
    sum.flops += term.flops
    sum.bytes += term.bytes
  }
}

// MARK: - Matrix products

extension OperationCost {
  /// [m, k] x [k, n]: 2mkn.
  ///
  /// Reads A and the packed B, writes C; reads C as well to accumulate, or a bias of n.
  package static func product(_ a: Matrix, _ b: PackedMatrix, _ epilogue: ProductEpilogue) -> Self {
    let (m, k, n) = (a.rowCount, a.columnCount, b.columnCount)
    let more =
      switch epilogue {
      case .store: 0
      case .accumulate: m * n
      case .bias, .biasReLU: n
      }
    return OperationCost(
      flops: 2 * m * k * n, bytes: 4 * (m * k + m * n + more) + b.storage.byteCount * k * n)
  }

  /// [m, k]ᵀ x [m, n]: 2mkn; reads both and the sum so far, writes the sum.
  static func weightGradient(_ a: Matrix, _ b: Matrix) -> Self {
    let (m, k, n) = (a.rowCount, a.columnCount, b.columnCount)
    return OperationCost(flops: 2 * m * k * n, numbers: m * k + m * n + 2 * k * n)
  }

  /// An addition an element; reads the matrix and the sums so far, writes the sums.
  static func columnSums(_ x: Matrix) -> Self {
    OperationCost(flops: x.count, numbers: x.count + 2 * x.columnCount)
  }

  /// Reads and writes the packed columns.
  static func selection(_ selection: PackedMatrix) -> Self {
    .copyingBytes(selection.storage.byteCount * selection.rowCount * selection.columnCount)
  }

  /// Reads f32, writes the packed form.
  package static func packing(_ rows: Matrix, _ precision: Precision) -> Self {
    OperationCost(flops: 0, bytes: (4 + precision.byteCount) * rows.count)
  }
}

// MARK: - Operations on elements and rows

extension OperationCost {
  static func clearing(_ count: Int) -> Self { OperationCost(flops: 0, numbers: count) }

  static func copyingBytes(_ count: Int) -> Self { OperationCost(flops: 0, bytes: 2 * count) }

  static func copying(_ count: Int) -> Self { OperationCost(flops: 0, numbers: 2 * count) }

  /// Reads and writes every number.
  static func rounding(_ matrix: Matrix) -> Self { .copying(matrix.count) }

  /// y += x, and the gradient of max(0, x): one operation, two numbers read and one written.
  static func elementwise(_ count: Int) -> Self { OperationCost(flops: count, numbers: 3 * count) }

  /// A multiplication an element; reads and writes it.
  static func dropout(_ count: Int) -> Self { OperationCost(flops: count, numbers: 2 * count) }

  /// LayerNorm(x + Dropout(s)): 2 for the sum, 1 for the mean, 3 for the variance, 1 to normalise,
  /// 2 for gain and bias.
  ///
  /// Reads x and s, writes y and the normalised rows; gain and bias, 1 / √variance of each row.
  static func residualNorm(_ x: Matrix) -> Self {
    OperationCost(flops: 9 * x.count, numbers: 4 * x.count + 2 * x.columnCount + x.rowCount)
  }

  /// 1 for dy gain, 3 for its two means, 4 for dx, 1 for dropout, 3 for the gradients of gain and
  /// bias; 1 to add to dx.
  ///
  /// Reads dy and the normalised rows, writes dx and ds; reads dx as well to add to it; gain, its
  /// gradient and that of the bias (read and written), 1 / √variance of each row.
  static func residualNormBackward(_ x: Matrix, accumulates: Bool) -> Self {
    let more = accumulates ? x.count : 0
    return OperationCost(
      flops: 12 * x.count + more,
      numbers: 4 * x.count + more + 5 * x.columnCount + x.rowCount)
  }

  /// Scale, position, dropout: 3; reads two rows a token and writes one.
  static func embedding(_ output: Matrix) -> Self {
    OperationCost(flops: 3 * output.count, numbers: 3 * output.count)
  }

  /// Scale and position: 2; reads a column of the packed table and a row a token and writes one.
  static func embedding(_ embedding: PackedEmbedding) -> Self {
    let count = embedding.output.count
    return OperationCost(
      flops: 2 * count, bytes: (8 + embedding.table.storage.byteCount) * count)
  }

  /// Dropout, scale, sum: 3; reads two rows a token and writes one.
  static func embeddingBackward(_ gradient: Matrix) -> Self {
    OperationCost(flops: 3 * gradient.count, numbers: 3 * gradient.count)
  }

  /// Largest logit, difference, exponential, their sum, the logits' sum: 5, and 3 for the gradient.
  ///
  /// Reads the logits; writes their gradient.
  static func crossEntropy(_ logits: Matrix, withGradient: Bool) -> Self {
    OperationCost(
      flops: (withGradient ? 8 : 5) * logits.count, numbers: (withGradient ? 2 : 1) * logits.count)
  }

  /// Largest logit, two differences, exponential, sum: 5; reads and writes the logits.
  static func logSoftmax(_ logits: Matrix) -> Self {
    OperationCost(flops: 5 * logits.count, numbers: 2 * logits.count)
  }

  /// Largest logit, difference, exponential, sum: 4; reads the logits that a row chooses among.
  static func choice(_ logits: Matrix, _ request: LikeliestRequest) -> Self {
    let count = request.shortlists?.logitCount ?? logits.count
    return OperationCost(flops: 4 * count, numbers: count)
  }

  /// An addition an element of every lane but one, 2 for the sum of squares; reads the lanes,
  /// writes their sum.
  static func reduction(laneCount: Int, _ count: Int) -> Self {
    OperationCost(flops: (laneCount + 1) * count, numbers: (laneCount + 1) * count)
  }

  /// 1 to clip, 3 and 4 for the moments, 2 to correct them, 3 for the quotient, 2 for the step.
  ///
  /// Reads the gradient; reads and writes parameters and both moments.
  static func adam(_ count: Int) -> Self { OperationCost(flops: 15 * count, numbers: 7 * count) }
}

// MARK: - Attention

extension OperationCost {
  /// q·k and p v: 4 for each pair of a query and a key that it sees, and column.
  ///
  /// Reads queries, keys, values; writes the output and a normaliser per query and head. Softmax
  /// is not counted: it is small beside columns.
  static func attention(_ geometry: AttentionGeometry) -> Self {
    let (queries, keys) = (geometry.queries.rowCount, geometry.keys.rowCount)
    let columns = geometry.headCount * geometry.headDimension
    return OperationCost(
      flops: 4 * geometry.pairCount * columns,
      numbers: 2 * columns * (queries + keys) + queries * geometry.headCount)
  }

  /// q·k again, dP, dV, dQ, dK: 10 for each pair and column.
  ///
  /// Reads queries, keys, values, output, its gradient and the normalisers; writes three
  /// gradients.
  static func attentionBackward(_ geometry: AttentionGeometry) -> Self {
    let (queries, keys) = (geometry.queries.rowCount, geometry.keys.rowCount)
    let columns = geometry.headCount * geometry.headDimension
    return OperationCost(
      flops: 10 * geometry.pairCount * columns,
      numbers: 4 * columns * (queries + keys) + queries * geometry.headCount)
  }

  /// 4 for each pair and column; reads the queries, and a key and a value a pair as the cache stores
  /// them, writes the output.
  static func cachedAttention(_ query: Matrix, _ cache: KeyValueCache, pairCount: Int) -> Self {
    let columns = query.columnCount
    return OperationCost(
      flops: 4 * pairCount * columns,
      bytes: 8 * query.count + cache.layout.storage.byteCount * 2 * pairCount * columns)
  }

  /// Reads keys and values in f32, writes them as the cache stores them.
  static func cacheWriting(_ keys: Matrix, _ cache: KeyValueCache) -> Self {
    OperationCost(flops: 0, bytes: (4 + cache.layout.storage.byteCount) * 2 * keys.count)
  }

  /// Reads keys and values in f32, writes them as the memory stores them.
  static func memoryLayout(_ memory: StepMemory) -> Self {
    let count = 2 * memory.extents.rowCount * memory.dimension
    return OperationCost(flops: 0, bytes: (4 + memory.storage.byteCount) * count)
  }

  /// As `attention`, without normalisers and with keys and values as the memory stores them; writes
  /// a probability for each pair where wanted.
  static func memoryAttention(_ step: MemoryAttention) -> Self {
    let (extents, d) = (step.memory.extents, step.memory.dimension)
    let pairCount = (0..<extents.count).reduce(0) {
      $0 + step.queries.rows(of: $1).count * extents.rows(of: $1).count
    }
    let means = step.meanProbabilities == nil ? 0 : pairCount
    return OperationCost(
      flops: 4 * pairCount * d,
      bytes: 4 * (2 * step.query.count + means)
        + step.memory.storage.byteCount * 2 * extents.rowCount * d)
  }
}

extension RowShortlists {
  /// Logits of all rows together.
  fileprivate var logitCount: Int {
    listOfRow.reduce(0) { $0 + Int(offsets[Int($1) + 1] - offsets[Int($1)]) }
  }
}

extension AttentionGeometry {
  /// Pairs of a query and a key that it sees, in all sequences; of each head.
  var pairCount: Int {
    (0..<queries.count).reduce(0) { sum, sequence in
      let (query, key) = (queries.rows(of: sequence).count, keys.rows(of: sequence).count)
      return sum + (isCausal ? query * (query + 1) / 2 : query * key)
    }
  }
}

extension Matrix {
  fileprivate var count: Int { rowCount * columnCount }
}

extension Precision {
  /// Of one number.
  fileprivate var byteCount: Int {
    switch self {
    case .f32: 4
    case .bf16: 2
    case .int8: 1
    }
  }
}
