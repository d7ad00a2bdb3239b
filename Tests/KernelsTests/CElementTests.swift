import CKernels
import CKernels.Twins
import Foundation
import Testing

@Suite struct CElementTests {
  private static let counts = [0, 1, 15, 16, 17, 100]

  @Test(arguments: CTwin.all)
  func addAndScaleWorkElementByElement(of twin: CTwin) {
    for count in Self.counts {
      let x = CNumbers.array(count)
      var y = CNumbers.array(count, seed: 2)
      let wanted = zip(x, y).map { ($0 + $1) * 3 }
      twin.kernels.add(x, count, &y)
      twin.kernels.scale(3, count, &y)
      expectSameBits(y, wanted, "count \(count)")
    }
  }

  @Test(arguments: CTwin.all)
  func reluBackwardStopsTheGradientWhereTheOutputIsZero(of twin: CTwin) {
    for count in Self.counts {
      let y = CNumbers.array(count).map { max(0, $0) }
      var gradient = CNumbers.array(count, seed: 2)
      let wanted = zip(y, gradient).map { $0 > 0 ? $1 : 0 }
      twin.kernels.relu_backward(y, count, &gradient)
      expectSameBits(gradient, wanted, "count \(count)")
    }
  }

  @Test(arguments: CTwin.all)
  func sumOfSquaresIsADoublePrecisionSum(of twin: CTwin) {
    for count in Self.counts {
      let x = CNumbers.array(count)
      let wanted = x.reduce(0) { $0 + Double($1) * Double($1) }
      #expect(abs(twin.kernels.sum_of_squares(x, count) - wanted) <= 1e-12 * max(1, wanted))
    }
  }

  @Test(arguments: CTwin.all)
  func allFiniteFindsEveryInfinityAndNaN(of twin: CTwin) {
    for count in Self.counts {
      var x = CNumbers.array(count)
      #expect(twin.kernels.all_finite(x, count) == 1)
      for index in 0..<count {
        for bad in [Float.infinity, -.infinity, .nan] {
          let good = x[index]
          x[index] = bad
          #expect(twin.kernels.all_finite(x, count) == 0, "\(bad) at \(index) of \(count)")
          x[index] = good
        }
      }
    }
  }

  @Test(arguments: CTwin.all)
  func exponentialIsWithinTwoTenMillionths(of twin: CTwin) {
    let x = (0...400_000).map { Float($0) * (175 / 400_000) - 87 }
    var y = [Float](repeating: .nan, count: x.count)
    twin.kernels.exponential(x, x.count, &y)
    let error = zip(x, y).map { abs(Double($1) / exp(Double($0)) - 1) }.max() ?? 1
    #expect(error < 2e-7)
  }

  @Test(arguments: CTwin.all)
  func exponentialKeepsItsLimits(of twin: CTwin) {
    var y: [Float] = [-.infinity, -200, 0, .nan]
    twin.kernels.exponential(y, y.count, &y)
    #expect(y[0...2] == [0, 0, 1])
    #expect(y[3].isNaN)
  }

  @Test(arguments: CTwin.all)
  func adamTakesThePapersStep(of twin: CTwin) {
    var adam = apus_adam(
      learning_rate: 0.01, beta1: 0.9, beta2: 0.98, epsilon: 1e-9, correction1: 0.19,
      correction2: 0.0396, gradient_scale: 0.5)
    for count in Self.counts {
      let gradient = CNumbers.array(count)
      let (p, m) = (CNumbers.array(count, seed: 2), CNumbers.array(count, seed: 3))
      let v = CNumbers.array(count, seed: 4).map(abs)
      var (newP, newM, newV) = (p, m, v)
      twin.kernels.adam_update(&adam, gradient, count, &newP, &newM, &newV)
      let scaled = gradient.map { 0.5 * Double($0) }
      let wantedM = zip(m, scaled).map { 0.9 * Double($0) + 0.1 * $1 }
      let wantedV = zip(v, scaled).map { 0.98 * Double($0) + 0.02 * $1 * $1 }
      let wantedP = p.indices.map {
        Double(p[$0]) - 0.01 * (wantedM[$0] / 0.19) / ((wantedV[$0] / 0.0396).squareRoot() + 1e-9)
      }
      expectClose(newM, wantedM, tolerance: 1e-6)
      expectClose(newV, wantedV, tolerance: 1e-6)
      expectClose(newP, wantedP, tolerance: 1e-6)
    }
  }
}

@Suite struct CDropoutTests {
  @Test(arguments: CTwin.all)
  func keptElementsAreScaledAndTheOthersZero(of twin: CTwin) {
    let x = CNumbers.array(1000).map { abs($0) + 1 }
    var y = [Float](repeating: .nan, count: x.count)
    twin.kernels.dropout_apply(.tenth, x, x.count, &y)
    let scale = apus_dropout.tenth.scale
    #expect(zip(x, y).allSatisfy { $1 == 0 || $1 == $0 * scale })
    #expect(y.contains(0))
  }

  @Test(arguments: CTwin.all)
  func theShareOfKeptElementsIsTheRate(of twin: CTwin) {
    // Four standard deviations of a binomial with p = 0.9 over 2^18 draws: 0.0024.
    for key in 0..<20 as Range<UInt64> {
      #expect(abs(keptShare(twin, key) - 0.9) < 0.0024, "key \(key)")
    }
  }

  @Test(arguments: CTwin.all)
  func masksOfNeighbouringKeysAreUnrelated(of twin: CTwin) {
    let count = 1 << 16
    let masks = [1, 2, 3, 1 << 32].map { mask(twin, $0, count) }
    for (index, first) in masks.enumerated() {
      for second in masks[..<index] {
        // Independent masks agree with probability 0.9^2 + 0.1^2, to four deviations of 0.0015.
        let agreeing = zip(first, second).count { $0 == $1 }
        #expect(abs(Double(agreeing) / Double(count) - 0.82) < 0.006)
      }
    }
  }

  @Test(arguments: CTwin.all)
  func theMaskOfAnElementDependsOnKeyAndPositionOnly(of twin: CTwin) {
    #expect(mask(twin, 9, 37) == Array(mask(twin, 9, 1000)[..<37]))
  }

  @Test(arguments: CTwin.all)
  func noThresholdKeepsEverything(of twin: CTwin) {
    let x = CNumbers.array(100)
    var y = x
    twin.kernels.dropout_apply(.none, x, x.count, &y)
    expectSameBits(y, x)
  }

  private func mask(_ twin: CTwin, _ key: UInt64, _ count: Int) -> [Bool] {
    var x = [Float](repeating: 1, count: count)
    let dropout = apus_dropout(key: key, threshold: apus_dropout.tenth.threshold, scale: 1)
    twin.kernels.dropout_apply(dropout, x, count, &x)
    return x.map { $0 != 0 }
  }

  private func keptShare(_ twin: CTwin, _ key: UInt64) -> Double {
    let count = 1 << 18
    return Double(mask(twin, key, count).count { $0 }) / Double(count)
  }
}
