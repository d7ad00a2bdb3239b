package import Tensors

/// A named, trained tensor of a model: where it lies in the flat run of all parameters, and how it
/// is used.
///
/// A parameter holds no numbers. The same model description therefore serves one set of values,
/// several sets of gradients and the optimiser's moments, which all share the layout.
package struct Parameter: Sendable, Equatable {
  /// How products use a parameter.
  package enum Role: Sendable, Equatable {
    /// A bias, gain or other vector: never the right-hand side of a product.
    case vector
    /// A weight `[in, out]`: y = x W.
    case weight
    /// An embedding matrix `[V, D]`: rows are looked up, and the output projection multiplies with
    /// its transpose.
    case embedding
  }

  /// The position among all parameters.
  package let index: Int
  package let name: String
  package let shape: Shape
  package let role: Role
  package let initializer: Initializer
  /// The numbers in the flat run.
  package let range: Range<Int>
}
