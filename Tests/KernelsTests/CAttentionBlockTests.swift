import CKernels
import CKernels.Twins
import Testing

/// Attention over several blocks of 64 queries and 128 keys.
@Suite struct CAttentionBlockTests {
  /// Empty sequences, single rows, primes, and one off each block.
  private static let lengths = [[0, 1, 2, 13, 61, 63, 64, 65], [127, 128, 129], [257, 131]]

  private static let jobs =
    lengths.flatMap { lengths in
      [false, true].map { Attention(lengths, causal: $0, heads: 1, headDimension: 16) }
    } + [
      Attention(
        [63, 65, 1, 130, 0, 70], keys: [129, 1, 257, 64, 127, 0], heads: 2, headDimension: 7),
      Attention([200], keys: [300], heads: 1, headDimension: 40),
      Attention([260], causal: true, heads: 2, headDimension: 20),
    ]

  @Test(arguments: CTwin.all)
  func attentionOverBlocksEqualsNaive(of twin: CTwin) {
    for job in Self.jobs { expectOutput(of: job, twin) }
  }

  @Test(arguments: CTwin.all)
  func gradientOverBlocksEqualsNaive(of twin: CTwin) {
    for job in Self.jobs { expectGradient(of: job, equals: job.naiveGradient(), twin) }
  }

  @Test(arguments: CTwin.all)
  func veryLargeScoresDoNotOverflow(of twin: CTwin) {
    for causal in [false, true] {
      var job = Attention([300, 20], causal: causal, heads: 1, headDimension: 16)
      job.magnitude = 1000
      let (out, logSums) = job.forward(twin.kernels)
      let naive = job.naive(job.q.map(Double.init), job.k.map(Double.init), job.v.map(Double.init))
      #expect((naive.logSums.max() ?? 0) > 1000)
      expectClose(out, naive.out, tolerance: 1e-3, "\(job)")
      expectClose(logSums, naive.logSums, tolerance: 1e-5, "\(job)")
      // The gradient of a key is as large as the queries.
      expectGradient(of: job, equals: job.naiveGradient(), tolerance: 1, twin)
    }
  }

  @Test(arguments: CTwin.all)
  func aSequencesGradientDoesNotDependOnTheOthers(of twin: CTwin) {
    for (length, causal) in [(20, false), (130, true), (200, false)] {
      let together = Attention([length, 33, 140], causal: causal, headDimension: 24)
      expectFirstRows(
        together.backward(twin.kernels), equal: together.cut(to: length).backward(twin.kernels),
        "length \(length)")
    }
  }

  @Test(arguments: CTwin.all)
  func aCausalRowDoesNotDependOnLaterBlocks(of twin: CTwin) {
    let whole = Attention([300], causal: true, headDimension: 16)
    let (out, logSums) = whole.forward(twin.kernels)
    for length in [1, 63, 64, 65, 127, 128, 129, 200, 256, 257] {
      let cut = whole.cut(to: length).forward(twin.kernels)
      expectSameBits(cut.out, Array(out[..<cut.out.count]), "length \(length)")
      expectSameBits(cut.logSums, Array(logSums[..<cut.logSums.count]), "length \(length)")
    }
  }

  @Test(.enabled(if: CTwin.fused.count > 1), arguments: CTwin.fused.dropFirst())
  func fusedTwinsGiveTheSameBitsOverBlocks(of twin: CTwin) {
    for job in Self.jobs { expectBitsOfAVX2(of: job, twin) }
  }

  @Test(arguments: CTwin.all)
  func aDecodingStepGivesTheBitsOfTheLastRowOfABlockOfKeys(of twin: CTwin) {
    let job = Attention([128], causal: true, headDimension: 32)
    let out = job.forward(twin.kernels).out
    let histories = [63, 64, 65, 127, 128]
    let width = job.width
    let wanted = histories.flatMap { out[($0 - 1) * width..<$0 * width] }
    expectSameBits(job.steps(histories, twin.kernels), wanted)
  }

  @Test func scratchDoesNotGrowWithLength() {
    let counts = [16, 2048, 8192].map { Attention([$0], headDimension: 64).scratchCount }
    #expect(counts[0] > 0)
    #expect(counts.allSatisfy { $0 == counts[0] })
  }
}
