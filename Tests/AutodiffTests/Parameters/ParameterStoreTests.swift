import Autodiff
import Kernels
import Tensors
import Testing

@Suite struct ParameterStoreTests {
  private let backend = CPUBackend()

  @Test func initializeGivesEachParameterTheValuesOfItsIndex() {
    var layout = ParameterLayout()
    let first = layout.declareRandom("first", [2, 3], role: .weight)
    let second = layout.declareRandom("second", [4])
    let store = ParameterStore(layout: layout, purpose: .inference, backend: backend)
    store.initialize(seed: 5, backend: backend)
    for parameter in [first, second] {
      let expected = parameter.initializer.values(
        count: parameter.range.count, seed: 5, parameterIndex: parameter.index)
      #expect(store[parameter].numbers(backend) == expected)
    }
  }

  @Test(arguments: [Parameter.Role.weight, .embedding])
  func packsFollowNewValuesInBothDirections(role: Parameter.Role) {
    var layout = ParameterLayout()
    let parameter = layout.declareRandom("matrix", [2, 3], role: role)
    let store = ParameterStore(layout: layout, purpose: .training, backend: backend)
    store.setValues(of: parameter, to: [1, 2, 3, 4, 5, 6], backend: backend)
    // The first row and the first column of the matrix: products with a unit vector.
    let row = firstRow(
      role == .weight ? store.forwardPack(parameter) : store.backwardPack(parameter))
    let column = firstRow(
      role == .weight ? store.backwardPack(parameter) : store.forwardPack(parameter))
    #expect(row == [1, 2, 3])
    #expect(column == [1, 4])
  }

  /// As the optimiser does it: some rows at a time, in the same bits as all at once.
  @Test(arguments: [Parameter.Role.weight, .embedding], Precision.ofTraining)
  func packingRowsApartEqualsPackingAll(role: Parameter.Role, precision: Precision) {
    var layout = ParameterLayout()
    let parameter = layout.declareRandom("matrix", [201, 131], role: role)
    let whole = ParameterStore(
      layout: layout, purpose: .training, precision: precision, backend: backend)
    let apart = ParameterStore(
      layout: layout, purpose: .training, precision: precision, backend: backend)
    whole.initialize(seed: 3, backend: backend)
    backend.copy(whole[parameter].matrix, to: apart[parameter].matrix)
    for rows in [128..<201, 0..<64, 64..<128] {
      apart.repack(parameter, rows: rows, backend: backend)
    }
    for pack in [ParameterStore.forwardPack, ParameterStore.backwardPack] {
      let (wanted, found) = (words(of: pack(whole)(parameter)), words(of: pack(apart)(parameter)))
      #expect(wanted.contains { $0 != 0 })
      #expect(wanted == found)
    }
  }

  private func words(of pack: PackedMatrix) -> [UInt32] {
    Tensor(pack.buffer, shape: [pack.buffer.count]).numbers(backend).map(\.bitPattern)
  }

  private func firstRow(_ pack: PackedMatrix) -> [Float] {
    let unit = backend.allocate(pack.rowCount)
    backend.write(
      ([1] + [Float](repeating: 0, count: pack.rowCount - 1)).span, to: unit)
    let product = backend.allocate(pack.columnCount)
    backend.multiply(
      Matrix(unit, rowCount: 1, columnCount: pack.rowCount), pack, epilogue: .store,
      into: Matrix(product, rowCount: 1, columnCount: pack.columnCount))
    return Tensor(product, shape: [pack.columnCount]).numbers(backend)
  }
}
