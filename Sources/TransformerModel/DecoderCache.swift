import Autodiff
import Kernels
import Tensors

/// What decoding keeps between steps: the source's keys and values, and those of all target tokens
/// so far.
///
/// A token's keys and values are written once, into a slot of each layer, and never move. A
/// hypothesis is the list of its tokens' slots, so choosing among hypotheses copies a few integers
/// and no vectors.
package struct DecoderCache {
  let memories: [ProjectedMemory]
  /// Keys and values of each layer, `[slots, 2D]`.
  private var layers: [Tensor]
  /// The slots of each row of the last step, first token first.
  private var histories: [[Int32]]
  private var usedCount = 0
  private let backend: any ComputeBackend

  init(memories: [ProjectedMemory], dimension: Int, backend: any ComputeBackend) {
    self.memories = memories
    self.backend = backend
    let sentenceCount = memories.first?.extents.count ?? 0
    histories = [[Int32]](repeating: [], count: sentenceCount)
    layers = memories.map { _ in Tensor(backend.allocate(0), shape: [0, 2 * dimension]) }
  }

  /// Gives each new row a slot behind its parent's history.
  ///
  /// - Parameter parents: For each new row the row of the step before that it continues; in the
  ///   first step its sentence.
  /// - Returns: What the new rows see and where they stand.
  mutating func extend(parents: [Int]) -> Step {
    let newSlots = usedCount..<usedCount + parents.count
    reserve(newSlots.upperBound)
    usedCount = newSlots.upperBound
    histories = zip(parents, newSlots).map { parent, slot in histories[parent] + [Int32(slot)] }
    var starts: [Int32] = [0]
    for history in histories { starts.append((starts.last ?? 0) + Int32(history.count)) }
    return Step(
      newSlots: newSlots, rows: CachedRows(slots: histories.flatMap { $0 }, starts: starts),
      positions: histories.map { Int32($0.count - 1) })
  }

  /// One layer's view of a step.
  func history(_ step: Step, layer: Int) -> TargetHistory {
    .cached(
      TargetHistory.CachedStep(cache: layers[layer], newSlots: step.newSlots, rows: step.rows))
  }

  /// The rows that one step adds.
  struct Step {
    let newSlots: Range<Int>
    let rows: CachedRows
    /// The position of each new token in its sentence.
    let positions: [Int32]
  }

  private mutating func reserve(_ count: Int) {
    for (index, layer) in layers.enumerated() where layer.shape.rowCount < count {
      let columns = layer.shape.columnCount
      let capacity = max(2 * layer.shape.rowCount, 16 * count)
      let larger = Tensor(
        backend.allocate(capacity * columns), shape: [capacity, columns])
      backend.copy(layer.matrix.rows(0..<usedCount), to: larger.matrix.rows(0..<usedCount))
      layers[index] = larger
    }
  }
}
