package import Tensors

/// A value that a tape computed.
package struct Variable {
  package let value: Tensor
  /// The variable's place on its tape.
  let index: Int
}
