/// The pullback of attention in double precision, from its definition.
extension Attention {
  typealias Gradient = (q: [Double], k: [Double], v: [Double])
  typealias KernelGradient = (q: [Float], k: [Float], v: [Float])

  func naiveGradient() -> Gradient {
    var sums = NaiveGradient(job: self)
    var (firstQuery, firstKey) = (0, 0)
    for (sequence, heads) in sums.probabilities.enumerated() {
      for (head, p) in heads.enumerated() {
        for row in 0..<queries[sequence] {
          let keyCount = keys[sequence]
          let probabilities = p[row * keyCount..<(row + 1) * keyCount]
          sums.addRow(
            firstQuery + row, firstKey: firstKey, head: head, probabilities: Array(probabilities))
        }
      }
      firstQuery += queries[sequence]
      firstKey += keys[sequence]
    }
    return (sums.dq, sums.dk, sums.dv)
  }
}

private struct NaiveGradient {
  private let job: Attention
  private let q: [Double]
  private let k: [Double]
  private let v: [Double]
  private let dout: [Double]
  let probabilities: [[[Double]]]
  private(set) var dq: [Double]
  private(set) var dk: [Double]
  private(set) var dv: [Double]

  init(job: Attention) {
    self.job = job
    q = job.q.map(Double.init)
    k = job.k.map(Double.init)
    v = job.v.map(Double.init)
    dout = job.dout.map(Double.init)
    probabilities = job.naive(q, k, v).probabilities
    dq = [Double](repeating: 0, count: job.queryRows * job.width)
    dk = [Double](repeating: 0, count: job.keyRows * job.width)
    dv = dk
  }

  mutating func addRow(_ row: Int, firstKey: Int, head: Int, probabilities: [Double]) {
    let columns = head * job.headDimension..<(head + 1) * job.headDimension
    let mask = AttentionMask(dropout: job.dropout)
    let factors = probabilities.indices.map { mask.factor(head: head, query: row, key: $0) }
    let dp = probabilities.indices.map { index in
      columns.reduce(0.0) { sum, column in
        let product = dout[row * job.width + column] * v[(firstKey + index) * job.ldv + column]
        return sum + factors[index] * product
      }
    }
    let mean = probabilities.indices.reduce(0.0) { $0 + probabilities[$1] * dp[$1] }
    for (index, probability) in probabilities.enumerated() {
      let key = firstKey + index
      let ds = probability * (dp[index] - mean) * Double(job.scale)
      for column in columns {
        dq[row * job.width + column] += ds * k[key * job.ldk + column]
        dk[key * job.width + column] += ds * q[row * job.ldq + column]
        let weight = probability * factors[index]
        dv[key * job.width + column] += weight * dout[row * job.width + column]
      }
    }
  }
}
