/// The sizes of a tensor's dimensions, outermost first.
package struct Shape: Sendable, Equatable, CustomStringConvertible {
  package let dimensions: [Int]

  package init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "a shape of \(dimensions)")
    self.dimensions = dimensions
  }

  /// The number of elements.
  package var elementCount: Int { dimensions.reduce(1, *) }

  /// The innermost size, 1 for a scalar.
  package var columnCount: Int { dimensions.last ?? 1 }

  /// The product of all sizes but the innermost.
  package var rowCount: Int { dimensions.dropLast().reduce(1, *) }

  package var description: String {
    "[" + dimensions.map(String.init).joined(separator: ", ") + "]"
  }
}

extension Shape: ExpressibleByArrayLiteral {
  package init(arrayLiteral dimensions: Int...) {
    self.init(dimensions)
  }
}
