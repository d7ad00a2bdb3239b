import Autodiff
package import Kernels
import Tensors

/// What decoding keeps between steps: the source's keys and values, and those of all target tokens
/// so far.
///
/// A token's keys and values are written once, into a slot of each layer, and never move. A
/// hypothesis is the list of its tokens' slots, so choosing among hypotheses copies a few integers
/// and no vectors. Slots that no hypothesis has any more are used again. One cache serves batch
/// after batch in the memory that the largest one needed.
package final class DecoderCache {
  /// Each layer's keys and values of the source.
  private(set) var memories: [StepMemory] = []
  /// Keys and values of each layer, `[slots, 2D]`.
  private var layers: [Tensor] = []
  private var paths = CachePaths()
  private let backend: any ComputeBackend

  /// A cache that holds nothing yet.
  package init(backend: any ComputeBackend) {
    self.backend = backend
  }

  /// Begins with sentences of which no token has been decoded.
  ///
  /// - Parameters:
  ///   - memories: Keys and values of each layer, valid as long as the cache is used.
  ///   - dimension: D.
  func begin(_ memories: [StepMemory], dimension: Int) {
    self.memories = memories
    paths.begin(count: memories.first?.extents.count ?? 0)
    let fits = layers.count == memories.count && layers.first?.shape.columnCount == 2 * dimension
    if !fits {
      layers = memories.map { _ in Tensor(backend.allocate(0), shape: [0, 2 * dimension]) }
    }
  }

  /// Gives each new row a slot behind its parent's history.
  ///
  /// - Parameter parents: For each new row the row of the step before that it continues; in the
  ///   first step its sentence.
  /// - Returns: What the new rows see and where they stand.
  func extend(parents: [Int]) -> Step {
    let newSlots = paths.extend(parents: parents)
    reserve(paths.slotCount)
    return Step(newSlots: newSlots, rows: paths.rows, positions: paths.positions)
  }

  /// One layer's view of a step.
  func history(_ step: Step, layer: Int) -> TargetHistory {
    .cached(
      TargetHistory.CachedStep(
        cache: layers[layer].matrix, newSlots: step.newSlots, rows: step.rows))
  }

  /// The rows that one step adds.
  struct Step {
    /// The slots of the new rows' keys and values.
    let newSlots: [Int32]
    let rows: CachedRows
    /// The position of each new token in its sentence.
    let positions: [Int32]
  }

  private func reserve(_ count: Int) {
    for (index, layer) in layers.enumerated() where layer.shape.rowCount < count {
      let (usedCount, columns) = (layer.shape.rowCount, layer.shape.columnCount)
      let capacity = max(2 * usedCount, 8 * count)
      let larger = Tensor(
        backend.allocate(capacity * columns),
        shape: Shape(rowCount: capacity, columnCount: columns))
      backend.copy(layer.matrix, to: larger.matrix.rows(0..<usedCount))
      layers[index] = larger
    }
  }
}
