/// The sizes of a tensor's dimensions, outermost first.
///
/// Matrices and vectors need no memory for their sizes: every operation of the network makes one.
package struct Shape: Sendable, Equatable, CustomStringConvertible {
  /// The innermost size, 1 for a scalar.
  package let columnCount: Int
  /// The product of all sizes but the innermost.
  package let rowCount: Int
  /// The number of dimensions.
  private let rank: Int
  /// All sizes but the innermost, where there are three or more.
  private let outer: [Int]

  package init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "a shape of \(dimensions)")
    columnCount = dimensions.last ?? 1
    rowCount = dimensions.dropLast().reduce(1, *)
    rank = dimensions.count
    outer = rank > 2 ? Array(dimensions.dropLast()) : []
  }

  /// The shape of a matrix.
  package init(rowCount: Int, columnCount: Int) {
    precondition(rowCount >= 0 && columnCount >= 0, "a shape of [\(rowCount), \(columnCount)]")
    self.rowCount = rowCount
    self.columnCount = columnCount
    rank = 2
    outer = []
  }

  package var dimensions: [Int] {
    switch rank {
    case 0: []
    case 1: [columnCount]
    case 2: [rowCount, columnCount]
    default: outer + [columnCount]
    }
  }

  /// The number of elements.
  package var elementCount: Int { rowCount * columnCount }

  package var description: String {
    "[" + dimensions.map(String.init).joined(separator: ", ") + "]"
  }
}

extension Shape: ExpressibleByArrayLiteral {
  package init(arrayLiteral dimensions: Int...) {
    self.init(dimensions)
  }
}
