import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension CPUBackend {
  package func reduce(_ lanes: [FloatBuffer], _ range: Range<Int>) -> Double {
    for lane in lanes {
      precondition(
        range.lowerBound >= 0 && range.upperBound <= lane.count,
        "the range \(range) of a lane of \(lane.count) numbers")
    }
    let pointers = lanes.map { Optional($0.pointer) }
    return apus_reduce_lanes(pointers, pointers.count, range.lowerBound, range.count)
  }

  package func adamUpdate(_ step: AdamStep, gradient: FloatBuffer, state: AdamBuffers) {
    precondition(
      gradient.count == state.parameters.count && gradient.count == state.firstMoment.count
        && gradient.count == state.secondMoment.count,
      "an Adam step on \(state.parameters.count) parameters with \(gradient.count) gradients")
    var argument = apus_adam(
      learning_rate: step.learningRate, beta1: step.beta1, beta2: step.beta2,
      epsilon: step.epsilon,
      correction1: Float(1 - pow(Double(step.beta1), Double(step.step))),
      correction2: Float(1 - pow(Double(step.beta2), Double(step.step))),
      gradient_scale: step.gradientScale)
    apus_adam_update(
      &argument, gradient.pointer, gradient.count, state.parameters.pointer,
      state.firstMoment.pointer, state.secondMoment.pointer)
  }
}
