import Testing

/// The output and the normalisers of a kernel are those of the definition.
func expectOutput(
  of job: Attention, _ twin: CTwin, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (out, logSums) = job.forward(twin.kernels)
  let naive = job.naive(job.q.map(Double.init), job.k.map(Double.init), job.v.map(Double.init))
  expectClose(out, naive.out, "\(job)", sourceLocation: sourceLocation)
  expectClose(logSums, naive.logSums, "\(job)", sourceLocation: sourceLocation)
}

/// The gradient of a kernel is a given one.
func expectGradient(
  of job: Attention, equals wanted: Attention.Gradient, tolerance: Double = 1e-5, _ twin: CTwin,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let gradient = job.backward(twin.kernels)
  let parts = [
    ("dq", gradient.q, wanted.q), ("dk", gradient.k, wanted.k), ("dv", gradient.v, wanted.v),
  ]
  for (name, part, wantedPart) in parts {
    expectClose(
      part, wantedPart, tolerance: tolerance, "\(name), \(job)", sourceLocation: sourceLocation)
  }
}

/// Another twin has the output, the normalisers and the gradient of AVX2 bit for bit.
func expectBitsOfAVX2(
  of job: Attention, _ twin: CTwin, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (wanted, actual) = (job.forward(CTwin.avx2.kernels), job.forward(twin.kernels))
  expectSameBits(actual.out, wanted.out, "\(job)", sourceLocation: sourceLocation)
  expectSameBits(actual.logSums, wanted.logSums, "\(job)", sourceLocation: sourceLocation)
  expectFirstRows(
    job.backward(CTwin.avx2.kernels), equal: job.backward(twin.kernels), "\(job)",
    sourceLocation: sourceLocation)
}

/// The gradient of a batch begins with that of its first sequences, bit for bit.
func expectFirstRows(
  _ whole: Attention.KernelGradient, equal first: Attention.KernelGradient, _ comment: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for (whole, first) in [(whole.q, first.q), (whole.k, first.k), (whole.v, first.v)] {
    expectSameBits(first, Array(whole.prefix(first.count)), comment, sourceLocation: sourceLocation)
  }
}
