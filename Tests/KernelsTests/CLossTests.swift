import CKernels
import CKernels.Twins
import Foundation
import Testing

@Suite struct CLossTests {
  @Test(arguments: CTwin.all)
  func lossEqualsNaive(of twin: CTwin) {
    for (rows, v) in [(0, 7), (1, 1), (3, 5), (4, 16), (2, 100), (3, 8000)] {
      for smoothing in [Float(0), 0.1] {
        let job = Loss(rows: rows, v: v, smoothing: smoothing)
        let (loss, _) = job.run(twin.kernels, gradientScale: 0)
        let wanted = job.naive(job.logits.map(Double.init))
        #expect(abs(loss.loss - wanted.loss) <= 1e-5 * max(1, wanted.loss), "v \(v)")
        #expect(
          abs(loss.log_likelihood - wanted.logLikelihood) <= 1e-5 * max(1, wanted.loss), "v \(v)")
      }
    }
  }

  @Test(arguments: CTwin.all)
  func gradientEqualsCentralDifferences(of twin: CTwin) {
    for v in [5, 16, 37] {
      let job = Loss(rows: 3, v: v, smoothing: 0.1)
      let (_, gradient) = job.run(twin.kernels, gradientScale: 0.5)
      let wanted = centralDifferences(at: job.logits) { 0.5 * job.naive($0).loss }
      let inside = gradient.indices.filter { $0 % job.ld < v }
      expectClose(inside.map { gradient[$0] }, inside.map { wanted[$0] }, "v \(v)")
      #expect(
        gradient.indices.allSatisfy { $0 % job.ld < v || gradient[$0] == job.logits[$0] },
        "columns beyond the row changed")
    }
  }

  @Test(arguments: CTwin.all)
  func withoutAGradientTheLogitsStay(of twin: CTwin) {
    let job = Loss(rows: 2, v: 20, smoothing: 0.1)
    expectSameBits(job.run(twin.kernels, gradientScale: 0).logits, job.logits)
  }

  @Test(arguments: CTwin.all)
  func largeLogitsDoNotOverflow(of twin: CTwin) {
    var logits: [Float] = [10_000, -10_000, 9_999]
    let loss = twin.kernels.cross_entropy(&logits, 3, [0], 1, 3, 0, 1)
    #expect(abs(loss.loss - log(1 + exp(-1))) < 1e-6)
    expectClose(logits, [1 / (1 + exp(-1)) - 1, 0, exp(-1) / (1 + exp(-1))])
  }

  @Test(arguments: CTwin.all)
  func logSoftmaxEqualsNaive(of twin: CTwin) {
    for (rows, v) in [(0, 7), (1, 1), (3, 5), (4, 16), (2, 100)] {
      let job = Loss(rows: rows, v: v, smoothing: 0)
      var logits = job.logits
      twin.kernels.log_softmax(&logits, job.ld, rows, v)
      expectClose(logits, job.naiveLogSoftmax(), "v \(v)")
    }
  }

  @Test(arguments: CTwin.all)
  func aRowOfLogSoftmaxDoesNotDependOnTheOthers(of twin: CTwin) {
    let job = Loss(rows: 5, v: 50, smoothing: 0)
    var together = job.logits
    var last = Array(job.logits.suffix(job.ld))
    twin.kernels.log_softmax(&together, job.ld, 5, 50)
    twin.kernels.log_softmax(&last, job.ld, 1, 50)
    expectSameBits(Array(together.suffix(job.ld)), last)
  }
}

/// Rows of logits with a gap of two columns between them.
struct Loss {
  let rows: Int
  let v: Int
  let smoothing: Float
  var ld: Int { v + 2 }

  var logits: [Float] { CNumbers.array(rows * ld, seed: 8).map { 5 * $0 } }
  private var targets: [Int32] { (0..<rows).map { Int32($0 * 7 % v) } }

  func run(_ kernels: apus_kernels, gradientScale: Float) -> (loss: apus_loss, logits: [Float]) {
    var logits = logits
    let loss = kernels.cross_entropy(&logits, ld, targets, rows, v, smoothing, gradientScale)
    return (loss, logits)
  }

  func naive(_ logits: [Double]) -> (loss: Double, logLikelihood: Double) {
    var (loss, logLikelihood) = (0.0, 0.0)
    let epsilon = Double(smoothing)
    for (row, target) in targets.enumerated() {
      let z = logits[row * ld..<row * ld + v]
      let logSum = log(z.reduce(0) { $0 + exp($1) })
      let chosen = z[row * ld + Int(target)] - logSum
      logLikelihood += chosen
      loss -= (1 - epsilon) * chosen
      loss -= epsilon / Double(v) * z.reduce(0) { $0 + $1 - logSum }
    }
    return (loss, logLikelihood)
  }

  func naiveLogSoftmax() -> [Double] {
    let logits = logits.map(Double.init)
    return logits.indices.map { index in
      guard index % ld < v else { return logits[index] }
      let row = index / ld * ld
      return logits[index] - log(logits[row..<row + v].reduce(0) { $0 + exp($1) })
    }
  }
}
