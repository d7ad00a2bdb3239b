package import Tensors

/// A value that a tape computed.
package struct Variable {
  package let value: Tensor
  /// The variable's place on its tape, where that records.
  let index: Int

  init(value: Tensor, index: Int) {
    self.value = value
    self.index = index
  }

  /// A value on a tape that only computes.
  init(unrecorded value: Tensor) {
    self.init(value: value, index: -1)
  }
}
