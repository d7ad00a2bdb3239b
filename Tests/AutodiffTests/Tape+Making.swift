import Autodiff
import Kernels
import Tensors

extension Tape {
  /// A tape that only computes, over random parameters.
  static func inference(_ layout: ParameterLayout = ParameterLayout()) -> Tape {
    let backend = CPUBackend()
    let store = ParameterStore(layout: layout, purpose: .inference, backend: backend)
    store.initialize(seed: 1, backend: backend)
    return Tape(parameters: store, arena: Arena(backend: backend))
  }

  /// The numbers of a matrix without the gaps between its rows.
  func numbers(of matrix: Matrix) -> [Float] {
    let contiguous = arena.tensor([matrix.rowCount, matrix.columnCount])
    backend.copy(matrix, to: contiguous.matrix)
    return contiguous.numbers(backend)
  }
}
