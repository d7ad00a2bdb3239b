import CKernels
import CKernels.Twins
import Testing

@Suite struct CNormTests {
  @Test(arguments: CTwin.all)
  func normEqualsNaive(of twin: CTwin) {
    for (rows, d) in [(0, 16), (1, 1), (1, 5), (3, 16), (4, 33), (2, 128), (5, 512)] {
      let job = ResidualNorm(rows: rows, d: d)
      expectClose(job.forward(twin.kernels).y, job.naive(job.x, job.s), "\(rows) rows of \(d)")
    }
  }

  @Test(arguments: CTwin.all)
  func aLargeMeanDoesNotSpoilTheVariance(of twin: CTwin) {
    var job = ResidualNorm(rows: 2, d: 40)
    job.x = job.x.map { $0 + 1000 }
    expectClose(job.forward(twin.kernels).y, job.naive(job.x, job.s), tolerance: 1e-3)
  }

  @Test(arguments: CTwin.all)
  func dropoutInTheNormIsDropoutBeforeIt(of twin: CTwin) {
    let job = ResidualNorm(rows: 3, d: 37, dropout: .tenth)
    var plain = ResidualNorm(rows: 3, d: 37)
    plain.s = job.dropped(job.s, twin.kernels)
    #expect(plain.s.contains(0))
    expectSameBits(job.forward(twin.kernels).y, plain.forward(twin.kernels).y)
  }

  @Test(arguments: CTwin.all)
  func aRowOfANormDoesNotDependOnTheOthers(of twin: CTwin) {
    let job = ResidualNorm(rows: 4, d: 48)
    var last = ResidualNorm(rows: 1, d: 48)
    last.x = Array(job.x.suffix(48))
    last.s = Array(job.s.suffix(48))
    expectSameBits(
      Array(job.forward(twin.kernels).y.suffix(48)), last.forward(twin.kernels).y)
  }

  @Test(arguments: CTwin.all)
  func gradientEqualsCentralDifferences(of twin: CTwin) {
    for d in [5, 16, 37] {
      let job = ResidualNorm(rows: 3, d: d, dropout: .tenth)
      let gradient = job.backward(twin.kernels)
      let s = job.dropped(job.s, twin.kernels)
      let wantedX = centralDifferences(at: job.x) { job.weightedSum(x: $0) { Double(s[$0]) } }
      expectClose(gradient.dx, wantedX, tolerance: 1e-4, "x, d \(d)")
      expectClose(
        gradient.ds, job.dropped(gradient.dx, twin.kernels).map(Double.init), tolerance: 0,
        "s, d \(d)")
      let wantedGain = centralDifferences(at: job.gain) {
        job.weightedSum(job.naive(job.x, s, gain: $0))
      }
      expectClose(gradient.dgain, wantedGain.map { $0 + 1 }, tolerance: 1e-4, "gain, d \(d)")
      let wantedBias = (0..<d).map { column in
        (0..<3).reduce(1.0) { $0 + Double(job.dy[$1 * d + column]) }
      }
      expectClose(gradient.dbias, wantedBias, "bias, d \(d)")
    }
  }

  @Test(arguments: CTwin.all)
  func gradientOfTheResidualCanBeAdded(of twin: CTwin) {
    let job = ResidualNorm(rows: 2, d: 20)
    let stored = job.backward(twin.kernels).dx
    let added = job.backward(twin.kernels, accumulate: true).dx
    expectSameBits(added, stored.map { $0 + 1 })
  }
}

/// A residual sum and its layer norm, with gradients that start from ones.
struct ResidualNorm {
  let rows: Int
  let d: Int
  let dropout: apus_dropout
  var x: [Float]
  var s: [Float]
  let gain: [Float]
  let bias: [Float]
  let dy: [Float]

  init(rows: Int, d: Int, dropout: apus_dropout = .none) {
    self.rows = rows
    self.d = d
    self.dropout = dropout
    x = CNumbers.array(rows * d, seed: 1)
    s = CNumbers.array(rows * d, seed: 2)
    gain = CNumbers.array(d, seed: 3)
    bias = CNumbers.array(d, seed: 4)
    dy = CNumbers.array(rows * d, seed: 5)
  }

  func dropped(_ values: [Float], _ kernels: apus_kernels) -> [Float] {
    var result = values
    kernels.dropout_apply(dropout, values, values.count, &result)
    return result
  }

  func forward(_ kernels: apus_kernels) -> (y: [Float], unit: [Float], factors: [Float]) {
    var y = [Float](repeating: .nan, count: rows * d)
    var unit = y
    var factors = [Float](repeating: .nan, count: rows)
    kernels.residual_norm(
      x, s, dropout, gain, bias, rows, d, 1e-5, &y, &unit, &factors)
    return (y, unit, factors)
  }

  func backward(_ kernels: apus_kernels, accumulate: Bool = false)
    -> (dx: [Float], ds: [Float], dgain: [Float], dbias: [Float])
  {
    let (_, unit, factors) = forward(kernels)
    var dx = [Float](repeating: 1, count: rows * d)
    var ds = dx
    var dgain = [Float](repeating: 1, count: d)
    var dbias = dgain
    kernels.residual_norm_backward(
      dy, unit, factors, gain, dropout, rows, d, accumulate ? 1 : 0, &dx, &ds, &dgain, &dbias)
    return (dx, ds, dgain, dbias)
  }

  func naive(_ x: [Float], _ s: [Float], gain: [Double]? = nil) -> [Double] {
    naive(x.map(Double.init), gain: gain) { Double(s[$0]) }
  }

  private func naive(_ x: [Double], gain: [Double]?, s: (Int) -> Double) -> [Double] {
    (0..<rows).flatMap { row in
      let values = (row * d..<row * d + d).map { x[$0] + s($0) }
      let mean = values.reduce(0, +) / Double(d)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(d)
      return values.enumerated().map { column, value in
        let factor = gain?[column] ?? Double(self.gain[column])
        return (value - mean) / (variance + 1e-5).squareRoot() * factor + Double(bias[column])
      }
    }
  }

  /// The scalar whose gradient is taken: the output weighted by dy.
  func weightedSum(_ y: [Double]) -> Double {
    zip(y, dy).reduce(0) { $0 + $1.0 * Double($1.1) }
  }

  func weightedSum(x: [Double], s: (Int) -> Double) -> Double {
    weightedSum(naive(x, gain: nil, s: s))
  }
}
