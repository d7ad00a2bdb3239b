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
  /// What each layer has in a slot.
  private var layout = KeyValueCache.Layout(headCount: 0, headDimension: 0, storage: .f32)
  /// Keys and values of all layers, side by side: `[slots, layers · width of the layout]`.
  ///
  /// The slots behind those in use are no memory yet, only addresses.
  private var slots: Tensor
  private var paths = CachePaths()
  private let backend: any ComputeBackend

  /// A cache that holds nothing yet.
  package init(backend: any ComputeBackend) {
    self.backend = backend
    slots = Tensor(backend.allocate(0), shape: [0, 0])
  }

  /// Begins with sentences of which no token has been decoded.
  ///
  /// - Parameter memories: Keys and values of each layer, valid as long as the cache is used; those
  ///   of target tokens are kept in the same element type.
  func begin(_ memories: [StepMemory]) {
    self.memories = memories
    paths.begin(count: memories.first?.extents.count ?? 0)
    guard let memory = memories.first else { return }
    layout = KeyValueCache.Layout(
      headCount: memory.headCount, headDimension: memory.headDimension, storage: memory.storage)
    let width = memories.count * layout.width
    // Of the usual beam and of translations about as long as their source, this is enough.
    let count = 2 * memory.extents.rowCount + 16 * memory.extents.count
    if slots.shape.rowCount < count || slots.shape.columnCount != width {
      slots = empty(0, width)  // The old memory goes before the new one comes.
      slots = empty(count, width)
    }
  }

  /// Gives each new row a slot behind its parent's history.
  ///
  /// - Parameter parents: For each new row the row of the step before that it continues; in the
  ///   first step its sentence.
  /// - Returns: What the new rows see and where they stand.
  func extend(parents: [Int]) -> Step {
    let newSlots = paths.extend(parents: parents)
    if paths.slotCount > slots.shape.rowCount { grow(to: 2 * paths.slotCount) }
    return Step(newSlots: newSlots, rows: paths.rows, positions: paths.positions)
  }

  /// One layer's view of a step.
  func history(_ step: Step, layer: Int) -> TargetHistory {
    let columns = layer * layout.width..<(layer + 1) * layout.width
    return .cached(
      TargetHistory.CachedStep(
        cache: KeyValueCache(slots.matrix.columns(columns), layout), newSlots: step.newSlots,
        rows: step.rows))
  }

  /// The rows that one step adds.
  struct Step {
    /// The slots of the new rows' keys and values.
    let newSlots: [Int32]
    let rows: CachedRows
    /// The position of each new token in its sentence.
    let positions: [Int32]
  }

  private func grow(to count: Int) {
    let larger = empty(count, slots.shape.columnCount)
    backend.copy(slots.matrix, to: larger.matrix.rows(0..<slots.shape.rowCount))
    slots = larger
  }

  private func empty(_ count: Int, _ width: Int) -> Tensor {
    Tensor(backend.allocate(count * width), shape: Shape(rowCount: count, columnCount: width))
  }
}
