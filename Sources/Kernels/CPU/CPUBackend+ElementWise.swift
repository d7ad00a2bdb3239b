import CKernels

extension CPUBackend {
  package func add(_ x: FloatBuffer, to y: FloatBuffer) {
    precondition(x.count == y.count, "\(x.count) numbers added to \(y.count)")
    apus_add(x.pointer, x.count, y.pointer)
  }

  package func reluBackward(output: FloatBuffer, gradient: FloatBuffer) {
    precondition(output.count == gradient.count, "\(output.count) outputs, \(gradient.count)")
    apus_relu_backward(output.pointer, output.count, gradient.pointer)
  }
}
