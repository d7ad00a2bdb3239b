import Tensors
import Testing

@Suite struct ShapeTests {
  @Test(arguments: [
    ([2, 3, 5], 30, 6, 5), ([7], 7, 1, 7), ([], 1, 1, 1), ([0, 4], 0, 0, 4),
  ])
  func rowsTimesColumnsAreTheElements(
    dimensions: [Int], elementCount: Int, rowCount: Int, columnCount: Int
  ) {
    let shape = Shape(dimensions)
    #expect(shape.elementCount == elementCount)
    #expect(shape.rowCount == rowCount)
    #expect(shape.columnCount == columnCount)
    #expect(shape.dimensions == dimensions)
  }

  @Test func equalProductsAreNotEqualShapes() {
    #expect(Shape([6]) != Shape([1, 6]))
    #expect(Shape([2, 3, 4]) != Shape([3, 2, 4]))
    #expect(Shape(rowCount: 2, columnCount: 3) == [2, 3])
  }

  @Test func descriptionListsTheDimensions() {
    #expect("\(Shape([2, 3]))" == "[2, 3]")
  }
}
