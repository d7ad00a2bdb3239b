import CKernels
import CKernels.Twins
import Foundation

/// Attention over a batch with gaps between the rows of all its matrices.
struct Attention: CustomStringConvertible {
  let queries: [Int]
  let keys: [Int]
  let causal: Bool
  let heads: Int
  let headDimension: Int
  /// What the queries are multiplied by: large scores need a softmax that subtracts their maximum.
  var magnitude: Float = 2
  /// Of the weights.
  var dropout = apus_dropout.none
  /// Whether keys and values are rounded to bf16.
  var roundsKeysAndValues = false

  init(
    _ queries: [Int], keys: [Int]? = nil, causal: Bool = false, heads: Int = 2, headDimension: Int
  ) {
    self.queries = queries
    self.keys = keys ?? queries
    self.causal = causal
    self.heads = heads
    self.headDimension = headDimension
  }

  /// The same matrices with only the first rows, as one sequence.
  func cut(to length: Int) -> Attention {
    var job = Attention([length], causal: causal, heads: heads, headDimension: headDimension)
    job.dropout = dropout
    return job
  }

  var description: String {
    "queries \(queries), keys \(keys), head dimension \(headDimension), causal \(causal)"
  }

  var sequenceCount: Int { queries.count }
  var width: Int { heads * headDimension }
  var queryRows: Int { queries.reduce(0, +) }
  var keyRows: Int { keys.reduce(0, +) }
  var scale: Float { 1 / Float(headDimension).squareRoot() }

  /// Distances between the rows of queries, keys and values.
  var ldq: Int { width + 1 }
  var ldk: Int { width + 2 }
  var ldv: Int { width + 3 }

  var q: [Float] { CNumbers.array(queryRows * ldq, seed: 11).map { magnitude * $0 } }
  var k: [Float] { CNumbers.array(keyRows * ldk, seed: 12).map { kept(2 * $0) } }
  var v: [Float] { CNumbers.array(keyRows * ldv, seed: 13).map(kept) }
  var dout: [Float] { CNumbers.array(queryRows * width, seed: 14) }

  private func kept(_ x: Float) -> Float { roundsKeysAndValues ? roundedToBF16(x) : x }

  private static func offsets(_ lengths: [Int]) -> [Int32] {
    lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1)) }
  }

  private func withShape<Result>(
    _ body: (inout apus_attention_shape, inout [Float]) -> Result
  ) -> Result {
    Self.offsets(queries).withUnsafeBufferPointer { queryOffsets in
      Self.offsets(keys).withUnsafeBufferPointer { keyOffsets in
        var shape = apus_attention_shape(
          q_offsets: queryOffsets.baseAddress, k_offsets: keyOffsets.baseAddress,
          sequences: sequenceCount, heads: heads, head_dimension: headDimension,
          causal: causal ? 1 : 0, scale: scale)
        var scratch = [Float](repeating: .nan, count: apus_attention_scratch(&shape))
        return body(&shape, &scratch)
      }
    }
  }

  var scratchCount: Int { withShape { _, scratch in scratch.count } }

  func forward(_ kernels: apus_kernels) -> (out: [Float], logSums: [Float]) {
    withShape { shape, scratch in
      var out = [Float](repeating: .nan, count: queryRows * width)
      var logSums = [Float](repeating: .nan, count: queryRows * heads)
      kernels.attention(
        &shape, dropout, q, ldq, k, ldk, v, ldv, &out, width, &logSums, &scratch)
      return (out, logSums)
    }
  }

  /// The gradients of q, k and v; their gaps are zero.
  func backward(_ kernels: apus_kernels) -> KernelGradient {
    let (out, logSums) = forward(kernels)
    return withShape { shape, scratch in
      var dq = [Float](repeating: .nan, count: queryRows * width)
      var dk = [Float](repeating: .nan, count: keyRows * width)
      var dv = dk
      kernels.attention_backward(
        &shape, dropout, q, ldq, k, ldk, v, ldv, out, width, logSums, dout, width, &dq, width, &dk,
        width, &dv, width, &scratch)
      return (dq, dk, dv)
    }
  }

  func probabilities(sequence: Int, head: Int, _ kernels: apus_kernels) -> [Float] {
    withShape { shape, scratch in
      var p = [Float](repeating: .nan, count: queries[sequence] * keys[sequence])
      kernels.attention_probabilities(
        &shape, sequence, head, q, ldq, k, ldk, &p, &scratch)
      return p
    }
  }

  /// One decoding step for each history length, whose last row asks; the cache is shuffled, and in
  /// pairs of bf16 where keys and values are rounded.
  func steps(_ histories: [Int], _ kernels: apus_kernels) -> [Float] {
    let slot = { (row: Int) in (row * 5 + 3) % max(1, keyRows) }
    let pairs: Int32 = roundsKeysAndValues ? 1 : 0
    let keyWidth = apus_cached_keys_width(heads, headDimension, pairs)
    let valueWidth = apus_cached_values_width(heads, headDimension, pairs)
    // The gap between rows is never read.
    let ld = max(keyWidth, valueWidth) + 1
    var keys = [Float](repeating: .nan, count: keyRows * ld)
    var values = keys
    let places = (0..<keyRows).map { Int32(slot($0)) }
    kernels.cache_keys(k, ldk, keyRows, heads, headDimension, places, pairs, &keys, ld)
    kernels.cache_values(v, ldv, keyRows, heads, headDimension, places, pairs, &values, ld)
    let q = histories.flatMap { length in
      (0..<width).map { self.q[max(0, length - 1) * ldq + $0] }
    }
    let slots = histories.flatMap { length in (0..<length).map { Int32(slot($0)) } }
    var out = [Float](repeating: .nan, count: histories.count * width)
    var scratch = [Float](
      repeating: .nan, count: apus_attention_step_scratch(histories.max() ?? 0, headDimension))
    slots.withUnsafeBufferPointer { slots in
      Self.offsets(histories).withUnsafeBufferPointer { starts in
        q.withUnsafeBufferPointer { q in
          keys.withUnsafeBufferPointer { keys in
            values.withUnsafeBufferPointer { values in
              out.withUnsafeMutableBufferPointer { out in
                var step = apus_cached_step(
                  q: q.baseAddress, ldq: width, rows: histories.count, pairs: pairs,
                  keys: keys.baseAddress, values: values.baseAddress, ld: ld,
                  slots: slots.baseAddress, starts: starts.baseAddress, heads: heads,
                  head_dimension: headDimension, scale: scale, out: out.baseAddress, ldo: width)
                kernels.attention_step(&step, &scratch)
              }
            }
          }
        }
      }
    }
    return out
  }
}

// MARK: - Naive

extension Attention {
  struct Naive {
    var out: [Double]
    var logSums: [Double]
    /// Probabilities of each sequence and head.
    var probabilities: [[[Double]]] = []
  }

  func naive(_ q: [Double], _ k: [Double], _ v: [Double]) -> Naive {
    let mask = AttentionMask(dropout: dropout)
    var result = Naive(
      out: [Double](repeating: 0, count: queryRows * width),
      logSums: [Double](repeating: 0, count: queryRows * heads))
    var (firstQuery, firstKey) = (0, 0)
    for sequence in 0..<sequenceCount {
      result.probabilities.append([])
      for head in 0..<heads {
        var p: [Double] = []
        for row in 0..<queries[sequence] {
          let weights = naiveRow(
            firstQuery + row, keys: firstKey..<firstKey + keys[sequence],
            seen: causal ? row + 1 : keys[sequence], head: head, q, k)
          p += weights.probabilities
          result.logSums[(firstQuery + row) * heads + head] = weights.logSum
          for (key, probability) in weights.probabilities.enumerated() {
            let weight = probability * mask.factor(head: head, query: firstQuery + row, key: key)
            for column in head * headDimension..<(head + 1) * headDimension {
              result.out[(firstQuery + row) * width + column] +=
                weight * v[(firstKey + key) * ldv + column]
            }
          }
        }
        result.probabilities[sequence].append(p)
      }
      firstQuery += queries[sequence]
      firstKey += keys[sequence]
    }
    return result
  }

  private func naiveRow(
    _ row: Int, keys: Range<Int>, seen: Int, head: Int, _ q: [Double], _ k: [Double]
  ) -> (probabilities: [Double], logSum: Double) {
    let columns = head * headDimension..<(head + 1) * headDimension
    let scores = keys.enumerated().map { index, key in
      guard index < seen else { return -Double.infinity }
      return Double(scale) * columns.reduce(0) { $0 + q[row * ldq + $1] * k[key * ldk + $1] }
    }
    guard let largest = scores.max() else { return ([], -.infinity) }
    let exponentials = scores.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    return (exponentials.map { $0 / sum }, largest + log(sum))
  }

  /// Central differences of the naive output weighted by dout, without the gaps between rows.
  func differences() -> (q: [Double], k: [Double], v: [Double]) {
    let (q, k, v) = (q.map(Double.init), k.map(Double.init), v.map(Double.init))
    let weighted = { (naive: Naive) in
      zip(naive.out, self.dout).reduce(0.0) { $0 + $1.0 * Double($1.1) }
    }
    return (
      withoutGaps(centralDifferences(at: self.q) { weighted(self.naive($0, k, v)) }, ldq),
      withoutGaps(centralDifferences(at: self.k) { weighted(self.naive(q, $0, v)) }, ldk),
      withoutGaps(centralDifferences(at: self.v) { weighted(self.naive(q, k, $0)) }, ldv)
    )
  }

  private func withoutGaps(_ x: [Double], _ ld: Int) -> [Double] {
    x.indices.filter { $0 % ld < width }.map { x[$0] }
  }
}
