import CKernels

extension CPUBackend {
  package func add(_ x: FloatBuffer, to y: FloatBuffer) {
    precondition(x.count == y.count, "\(x.count) numbers added to \(y.count)")
    apus_add(x.pointer, x.count, y.pointer)
  }

  package func blend(_ x: FloatBuffer, weight: Float, into y: FloatBuffer) {
    precondition(x.count == y.count, "\(x.count) numbers blended into \(y.count)")
    let (new, old) = (x.pointer, y.pointer)
    for index in 0..<x.count { old[index] += weight * (new[index] - old[index]) }
  }

  package func reluBackward(output: FloatBuffer, gradient: FloatBuffer) {
    precondition(output.count == gradient.count, "\(output.count) outputs, \(gradient.count)")
    apus_relu_backward(output.pointer, output.count, gradient.pointer)
  }

  package func drop(_ dropout: Dropout, _ x: FloatBuffer) {
    apus_dropout_apply(dropout.kernelArgument, x.pointer, x.count, x.pointer)
  }
}
