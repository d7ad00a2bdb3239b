import CKernels
import CKernels.Twins
import Testing

@Suite struct CAttentionTests {
  /// Self-attention over sequences around the block sizes, and cross-attention, for odd and even
  /// head dimensions.
  private static let jobs =
    [5, 16, 32, 37, 80].flatMap { d in
      [
        Attention([1, 5, 16, 17, 0, 50, 100], causal: false, headDimension: d),
        Attention([1, 5, 16, 17, 0, 50, 100], causal: true, headDimension: d),
        Attention([3, 50, 0, 7], keys: [20, 33, 5, 0], headDimension: d),
      ]
    }

  @Test(arguments: CTwin.all)
  func attentionEqualsNaive(of twin: CTwin) {
    for job in Self.jobs { expectOutput(of: job, twin) }
  }

  @Test(arguments: CTwin.all)
  func gradientEqualsCentralDifferences(of twin: CTwin) {
    let jobs = [
      Attention([4, 7], causal: true, headDimension: 5),
      Attention([4, 0, 3], keys: [3, 2, 9], headDimension: 16),
      Attention([51], causal: true, heads: 1, headDimension: 2),
      Attention([50], keys: [18], heads: 1, headDimension: 3),
    ]
    for job in jobs { expectGradient(of: job, equals: job.differences(), twin) }
  }

  @Test(arguments: CTwin.all)
  func gradientOfLongSequencesIsThatOfThePortableTwin(of twin: CTwin) {
    for job in Self.jobs {
      let wanted = job.backward(CTwin.portable.kernels)
      expectGradient(
        of: job,
        equals: (wanted.q.map(Double.init), wanted.k.map(Double.init), wanted.v.map(Double.init)),
        twin)
    }
  }

  @Test(arguments: CTwin.all)
  func aCausalRowDoesNotDependOnLaterRows(of twin: CTwin) {
    let whole = Attention([100], causal: true, headDimension: 32)
    let out = whole.forward(twin.kernels).out
    for length in [1, 2, 15, 16, 17, 48, 49, 64, 99] {
      let cut = whole.cut(to: length).forward(twin.kernels).out
      expectSameBits(cut, Array(out[..<cut.count]), "length \(length)")
    }
  }

  @Test(arguments: CTwin.all)
  func aSequenceDoesNotDependOnTheOthers(of twin: CTwin) {
    let together = Attention([20, 33], causal: false, headDimension: 24)
    let first = together.cut(to: 20).forward(twin.kernels).out
    expectSameBits(first, Array(together.forward(twin.kernels).out[..<first.count]))
  }

  @Test(arguments: CTwin.all)
  func aDecodingStepGivesTheBitsOfTheLastRow(of twin: CTwin) {
    let shapes = [(8, 4), (32, 2), (40, 1), (64, 8), (80, 2), (30, 5), (3, 6), (32, 12), (17, 21)]
    for (d, heads) in shapes {
      for rounds in [false, true] {
        var job = Attention([67], causal: true, heads: heads, headDimension: d)
        job.roundsKeysAndValues = rounds
        let out = job.forward(twin.kernels).out
        let histories = [1, 2, 5, 8, 12, 16, 17, 29, 48, 67]
        let width = job.width
        let wanted = histories.flatMap { out[($0 - 1) * width..<$0 * width] }
        expectSameBits(
          job.steps(histories, twin.kernels), wanted,
          "\(heads) heads of \(d)\(rounds ? ", rounded" : "")")
      }
    }
  }

  @Test(arguments: CTwin.all)
  func aStepWithoutHistoryIsZero(of twin: CTwin) {
    let job = Attention([1], causal: true, headDimension: 20)
    expectSameBits(job.steps([0], twin.kernels), [Float](repeating: 0, count: job.width))
  }

  @Test(arguments: CTwin.all)
  func probabilitiesEqualNaiveAndAreZeroWhereUnseen(of twin: CTwin) {
    for job in Self.jobs {
      let wanted = job.naive(
        job.q.map(Double.init), job.k.map(Double.init), job.v.map(Double.init)
      ).probabilities
      for sequence in 0..<job.sequenceCount {
        let p = job.probabilities(sequence: sequence, head: 1, twin.kernels)
        expectClose(p, wanted[sequence][1], "sequence \(sequence), \(job)")
        #expect(zip(p, wanted[sequence][1]).allSatisfy { $1 != 0 || $0 == 0 })
      }
    }
  }
}
