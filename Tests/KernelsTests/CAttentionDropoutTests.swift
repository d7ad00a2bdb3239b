import CKernels
import CKernels.Twins
import Testing

/// Dropout of attention's weights.
@Suite struct CAttentionDropoutTests {
  private static let third = apus_dropout(
    key: 0xfedc_ba98_7654_3210, threshold: 1_431_655_766, scale: 1.5)

  /// Odd sizes, several blocks, empty sequences.
  private static let jobs = [
    job([1, 5, 17, 0, 50], causal: true, headDimension: 5),
    job([3, 50, 0, 7], keys: [20, 33, 5, 0], headDimension: 37),
    job([63, 65, 1, 130, 0, 70], keys: [129, 1, 257, 64, 127, 0], headDimension: 7),
    job([260], causal: true, headDimension: 20), job([127, 129], headDimension: 16),
  ]

  private static func job(
    _ queries: [Int], keys: [Int]? = nil, causal: Bool = false, headDimension: Int
  ) -> Attention {
    var job = Attention(queries, keys: keys, causal: causal, headDimension: headDimension)
    job.dropout = third
    return job
  }

  @Test(arguments: CTwin.all)
  func outputEqualsNaiveAndNormalisersKnowNoDropout(of twin: CTwin) {
    for job in Self.jobs { expectOutput(of: job, twin) }
  }

  @Test(arguments: CTwin.all)
  func gradientEqualsNaive(of twin: CTwin) {
    for job in Self.jobs { expectGradient(of: job, equals: job.naiveGradient(), twin) }
  }

  @Test(arguments: CTwin.all)
  func gradientEqualsCentralDifferences(of twin: CTwin) {
    let jobs = [
      Self.job([4, 7], causal: true, headDimension: 5),
      Self.job([4, 0, 3], keys: [3, 2, 9], headDimension: 16),
    ]
    for job in jobs { expectGradient(of: job, equals: job.differences(), twin) }
  }

  @Test(.enabled(if: CTwin.fused.count > 1), arguments: CTwin.fused.dropFirst())
  func fusedTwinsGiveTheSameBits(of twin: CTwin) {
    for job in Self.jobs { expectBitsOfAVX2(of: job, twin) }
  }

  @Test(arguments: CTwin.all)
  func rateOfZeroChangesNoBit(of twin: CTwin) {
    for job in Self.jobs {
      var (kept, none) = (job, job)
      kept.dropout = apus_dropout(key: 77, threshold: 0, scale: 1)
      none.dropout = .none
      expectSameBits(kept.forward(twin.kernels).out, none.forward(twin.kernels).out, "\(job)")
      expectSameBits(kept.backward(twin.kernels).v, none.backward(twin.kernels).v, "\(job)")
    }
  }

  /// What is dropped does not depend on where blocks end, or on what else is in the batch.
  @Test(arguments: CTwin.all)
  func aSequenceDoesNotDependOnTheOthersNorOnLaterRows(of twin: CTwin) {
    let whole = Self.job([300], causal: true, headDimension: 16)
    let out = whole.forward(twin.kernels).out
    for length in [1, 63, 64, 65, 128, 129, 257] {
      let cut = whole.cut(to: length).forward(twin.kernels).out
      expectSameBits(cut, Array(out[..<cut.count]), "length \(length)")
    }
    let together = Self.job([130, 33], headDimension: 24)
    expectFirstRows(
      together.backward(twin.kernels), equal: together.cut(to: 130).backward(twin.kernels),
      "130 and 33 rows")
  }
}

/// The mask, which the tests above compare the kernels with.
@Suite struct CAttentionMaskTests {
  private static let (rows, keys) = (256, 200)

  @Test func theShareOfDroppedWeightsIsTheRate() {
    // Four standard deviations of a binomial with p = 0.1 over 51,200 draws: 0.0053.
    for head in 0..<8 {
      let dropped = Double(mask(head: head).count { !$0 }) / Double(Self.rows * Self.keys)
      #expect(abs(dropped - 0.1) < 0.0053, "head \(head): \(dropped)")
    }
  }

  @Test func headsRowsAndKeysAreDroppedIndependently() {
    let (first, second) = (mask(head: 0), mask(head: 1))
    expectIndependent(first, second, "heads")
    expectIndependent(first, mask(head: 0, key: 0x1234), "keys of two applications")
    for distance in [1, 2, 16, 64] {
      let later = mask(head: 0, firstRow: distance)
      expectIndependent(first, later, "rows \(distance) apart")
      let shifted = mask(head: 0, firstKey: distance)
      expectIndependent(first, shifted, "keys \(distance) apart")
    }
  }

  /// No row and no key is dropped much more often than others.
  @Test func everyRowAndEveryKeyHasItsShare() {
    let mask = mask(head: 3)
    // Six standard deviations of a binomial with p = 0.1 over 200 and 256 draws.
    for row in 0..<Self.rows {
      let dropped = (0..<Self.keys).count { !mask[row * Self.keys + $0] }
      #expect(abs(Double(dropped) - 20) < 26, "row \(row): \(dropped)")
    }
    for key in 0..<Self.keys {
      let dropped = (0..<Self.rows).count { !mask[$0 * Self.keys + key] }
      #expect(abs(Double(dropped) - 25.6) < 29, "key \(key): \(dropped)")
    }
  }

  private func mask(
    head: Int, key: UInt64 = apus_dropout.tenth.key, firstRow: Int = 0, firstKey: Int = 0
  ) -> [Bool] {
    var dropout = apus_dropout.tenth
    dropout.key = key
    let mask = AttentionMask(dropout: dropout)
    return (0..<Self.rows).flatMap { row in
      (0..<Self.keys).map {
        mask.factor(head: head, query: firstRow + row, key: firstKey + $0) != 0
      }
    }
  }

  private func expectIndependent(
    _ first: [Bool], _ second: [Bool], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(first.count == second.count, sourceLocation: sourceLocation)
    // Independent masks agree with probability 0.9^2 + 0.1^2, to five deviations of 0.0017.
    let agreeing = Double(zip(first, second).count { $0 == $1 }) / Double(first.count)
    #expect(abs(agreeing - 0.82) < 0.0085, "\(what): \(agreeing)", sourceLocation: sourceLocation)
  }
}
