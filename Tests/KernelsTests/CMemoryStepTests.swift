import CKernels
import CKernels.Twins
import Testing

/// Cross-attention of a decoding step against attention over whole sequences.
@Suite struct CMemoryStepTests {
  private static let jobs = [5, 16, 32, 40, 64, 80].map { d in
    MemoryStep([1, 5, 0, 17, 4, 35, 2], keys: [1, 16, 7, 60, 0, 128, 33], headDimension: d)
  }

  /// Up to one block of keys.
  @Test(arguments: CTwin.all) func aStepHasTheBitsOfAttention(of twin: CTwin) {
    for job in Self.jobs {
      let out = job.run(twin.kernels).out
      expectSameBits(out, job.attention.forward(twin.kernels).out, "\(job.attention)")
    }
  }

  @Test(arguments: CTwin.all) func pairsGiveTheBitsOfAttentionToRoundedNumbers(of twin: CTwin) {
    for job in Self.jobs {
      var (attention, pairs) = (job.attention, job)
      pairs.inPairs = true
      attention.roundsKeysAndValues = true
      let out = pairs.run(twin.kernels).out
      expectSameBits(out, attention.forward(twin.kernels).out, "\(attention)")
      #expect(out != job.run(twin.kernels).out)
    }
  }

  /// Beyond, exponentials are taken from another largest score.
  @Test(arguments: CTwin.all) func longMemoriesAreCloseToAttention(of twin: CTwin) {
    for d in [32, 37] {
      let job = MemoryStep([1, 6], keys: [129, 700], headDimension: d)
      let wanted = job.attention.forward(twin.kernels).out.map(Double.init)
      expectClose(job.run(twin.kernels).out, wanted, "d \(d)")
    }
  }

  @Test(arguments: CTwin.all) func meansAreThoseOfTheProbabilitiesOfAllHeads(of twin: CTwin) {
    for job in Self.jobs {
      let attention = job.attention
      var wanted = [Double](repeating: Double(MemoryStep.gap), count: job.meansCount)
      var row = 0
      for sequence in attention.queries.indices {
        let heads = (0..<attention.heads).map {
          attention.probabilities(sequence: sequence, head: $0, twin.kernels)
        }
        let keys = attention.keys[sequence]
        for query in 0..<attention.queries[sequence] {
          for key in 0..<keys {
            let sum = heads.reduce(0.0) { $0 + Double($1[query * keys + key]) }
            wanted[row * job.ldm + key] = sum / Double(attention.heads)
          }
          row += 1
        }
      }
      expectClose(job.run(twin.kernels).means, wanted, "\(attention)")
    }
  }

  @Test(arguments: CTwin.all) func aSentenceDoesNotDependOnTheOthers(of twin: CTwin) {
    let job = MemoryStep([3, 4], keys: [20, 33], headDimension: 32)
    let alone = MemoryStep([3], keys: [20], headDimension: 32).run(twin.kernels)
    let together = job.run(twin.kernels)
    expectSameBits(alone.out, Array(together.out[..<alone.out.count]))
    for row in 0..<3 {
      expectSameBits(
        Array(alone.means[row * 22..<row * 22 + 20]),
        Array(together.means[row * job.ldm..<row * job.ldm + 20]))
    }
  }

  @Test(arguments: CTwin.all) func keysAreTransposedAndFilledWithZeros(of twin: CTwin) {
    for (count, d) in [(0, 3), (1, 1), (5, 40), (16, 16), (33, 7)] {
      let keys = CNumbers.array(count * (3 * d + 2))
      let ld = (count + 15) / 16 * 16
      var out = [Float](repeating: .nan, count: apus_memory_keys_count(count, 3, d, 0))
      twin.kernels.lay_out_keys(keys, 3 * d + 2, count, 3, d, 0, &out)
      let wanted = (0..<3 * d * ld).map { index -> Float in
        let (column, row) = (index / ld, index % ld)
        return row < count ? keys[row * (3 * d + 2) + column] : 0
      }
      #expect(out == wanted, "\(count) keys of \(d)")
    }
  }

  @Test(arguments: CTwin.all) func pairsAreOfNeighbours(of twin: CTwin) {
    for (count, d) in [(0, 3), (1, 1), (5, 40), (16, 16), (33, 7), (18, 150)] {
      let x = CNumbers.array(count * (3 * d + 2)), ld = (count + 15) / 16 * 16
      let rounded = { (row: Int, column: Int) in
        row < count ? roundedToBF16(x[row * (3 * d + 2) + column]) : 0
      }
      var keys = [Float](repeating: .nan, count: apus_memory_keys_count(count, 3, d, 1))
      twin.kernels.lay_out_keys(x, 3 * d + 2, count, 3, d, 1, &keys)
      let perHead = (d + 1) / 2
      let wantedKeys = (0..<3 * perHead * ld).map { index -> Float in
        let (head, pair, row) = (index / ld / perHead, index / ld % perHead, index % ld)
        let second = 2 * pair + 1 < d ? rounded(row, head * d + 2 * pair + 1) : 0
        return pairOfBF16(rounded(row, head * d + 2 * pair), second)
      }
      expectSameBits(keys, wantedKeys, "\(count) keys of \(d)")
      var values = [Float](repeating: .nan, count: apus_memory_values_count(count, 3, d, 1))
      twin.kernels.lay_out_values(x, 3 * d + 2, count, 3, d, 1, &values)
      let (pairCount, width) = ((count + 1) / 2, (d + 15) / 16 * 16)
      let wantedValues = (0..<3 * pairCount * width).map { index -> Float in
        let (head, pair, column) = (
          index / width / pairCount, index / width % pairCount, index % width
        )
        guard column < d else { return 0 }
        return pairOfBF16(
          rounded(2 * pair, head * d + column), rounded(2 * pair + 1, head * d + column))
      }
      expectSameBits(values, wantedValues, "values of \(count) keys of \(d)")
    }
  }
}

/// A step over memories, with gaps between the rows of all its matrices.
struct MemoryStep {
  let attention: Attention
  /// Whether keys and values are pairs of bf16.
  var inPairs = false
  /// What stands behind a row's means, and stays.
  static let gap: Float = 7

  init(_ queries: [Int], keys: [Int], headDimension: Int) {
    attention = Attention(queries, keys: keys, headDimension: headDimension)
  }

  var ldm: Int { (attention.keys.max() ?? 0) + 2 }
  var meansCount: Int { attention.queryRows * ldm }

  private func offsets(_ lengths: [Int]) -> [Int32] {
    lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1)) }
  }

  private var pairs: Int32 { inPairs ? 1 : 0 }

  /// One sequence after the other.
  private func memory(_ kernels: apus_kernels) -> (keys: [Float], values: [Float]) {
    let job = attention
    var (first, keys, values) = (0, [Float](), [Float]())
    for count in job.keys {
      let (k, v) = (Array(job.k[(first * job.ldk)...]), Array(job.v[(first * job.ldv)...]))
      var sequenceKeys = [Float](
        repeating: .nan, count: apus_memory_keys_count(count, job.heads, job.headDimension, pairs))
      kernels.lay_out_keys(
        k, job.ldk, count, job.heads, job.headDimension, pairs, &sequenceKeys)
      var sequenceValues = [Float](
        repeating: .nan,
        count: apus_memory_values_count(count, job.heads, job.headDimension, pairs))
      kernels.lay_out_values(
        v, job.ldv, count, job.heads, job.headDimension, pairs, &sequenceValues)
      keys += sequenceKeys
      values += sequenceValues
      first += count
    }
    return (keys, values)
  }

  func run(_ kernels: apus_kernels) -> (out: [Float], means: [Float]) {
    let (job, (keys, values)) = (attention, memory(kernels))
    var out = [Float](repeating: .nan, count: job.queryRows * job.width)
    var means = [Float](repeating: Self.gap, count: meansCount)
    let (queryOffsets, keyOffsets, q) = (offsets(job.queries), offsets(job.keys), job.q)
    queryOffsets.withUnsafeBufferPointer { queryOffsets in
      keyOffsets.withUnsafeBufferPointer { keyOffsets in
        q.withUnsafeBufferPointer { q in
          keys.withUnsafeBufferPointer { keys in
            values.withUnsafeBufferPointer { values in
              out.withUnsafeMutableBufferPointer { out in
                means.withUnsafeMutableBufferPointer { means in
                  var step = apus_memory_step(
                    q_offsets: queryOffsets.baseAddress, k_offsets: keyOffsets.baseAddress,
                    sequences: job.sequenceCount, heads: job.heads,
                    head_dimension: job.headDimension, scale: job.scale, q: q.baseAddress,
                    ldq: job.ldq, pairs: pairs, keys: keys.baseAddress,
                    values: values.baseAddress, out: out.baseAddress, ldo: job.width,
                    means: means.baseAddress, ldm: ldm)
                  var scratch = [Float](
                    repeating: .nan, count: apus_attention_memory_scratch(&step))
                  kernels.attention_memory(&step, &scratch)
                }
              }
            }
          }
        }
      }
    }
    return (out, means)
  }
}
