package import Tensors

/// All parameters of a model, in the order in which its layers declared them.
package struct ParameterLayout: Sendable, Equatable {
  package private(set) var parameters: [Parameter] = []
  private var names: Set<String> = []

  package init() {}

  /// The number of trained numbers.
  package var count: Int { parameters.last?.range.upperBound ?? 0 }

  /// Adds a parameter behind the last one.
  ///
  /// Names are unique: a layer cannot take another one's place.
  package mutating func declare(
    _ name: String, _ shape: Shape, role: Parameter.Role = .vector, initializer: Initializer
  ) -> Parameter {
    precondition(names.insert(name).inserted, "parameter \(name) declared twice")
    let parameter = Parameter(
      index: parameters.count, name: name, shape: shape, role: role, initializer: initializer,
      range: count..<count + shape.elementCount)
    parameters.append(parameter)
    return parameter
  }
}
