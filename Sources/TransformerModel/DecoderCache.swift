import Autodiff
package import Kernels
import Tensors

/// What decoding keeps between steps: the source's keys and values, and those of all target tokens
/// so far.
///
/// A token's keys and values are written once, into a slot of each layer, and never move. A
/// hypothesis is the list of its tokens' slots, so choosing among hypotheses copies a few integers
/// and no vectors. Slots that no hypothesis has any more are used again, and so is the memory of
/// sources whose sentences have ended. One cache serves batch after batch in the memory that the
/// largest one needed.
package final class DecoderCache {
  /// Sentences that began together and have not all ended.
  private var groups: [SourceGroup] = []
  private var sentenceCount = 0
  /// What a layer has in a slot.
  private var layout = KeyValueCache.Layout(headCount: 0, headDimension: 0, storage: .f32)
  /// Keys and values of all layers, side by side: `[slots, layers · width of the layout]`.
  ///
  /// The slots behind those in use are no memory yet, only addresses.
  private var slots: Tensor
  private var paths = CachePaths()
  private let backend: any ComputeBackend
  /// Hold nothing; the last one was used last.
  private var freeArenas: [Arena] = []
  /// The numbers that a new arena and the slots have room for.
  private let roomCount: Int

  /// Sentences whose sources were laid out together.
  private struct SourceGroup {
    let sentences: Range<Int>
    /// Each layer's keys and values.
    let memories: [StepMemory]
    /// Holds them.
    let arena: Arena
  }

  /// A cache that holds nothing yet.
  ///
  /// - Parameters:
  ///   - backend: Its memory is used.
  ///   - roomCount: The numbers that sources, and target tokens, usually take; room for them is only
  ///     addresses until it is written to.
  package init(backend: any ComputeBackend, roomCount: Int = 0) {
    self.backend = backend
    self.roomCount = roomCount
    slots = Tensor(backend.allocate(0), shape: [0, 0])
  }

  /// Forgets all sentences.
  package func begin() {
    paths.begin()
    end { _ in true }
    sentenceCount = 0
  }

  /// Adds the sentences behind those that there are; none of their tokens has been decoded.
  ///
  /// - Parameter layOut: Makes each layer's keys and values of the source in an arena.
  func add(_ layOut: (Arena) -> [StepMemory]) {
    let arena = freeArenas.popLast() ?? makeArena()
    let memories = layOut(arena)
    guard let memory = memories.first else { return freeArenas.append(arena) }
    let sentences = sentenceCount..<sentenceCount + memory.extents.count
    groups.append(SourceGroup(sentences: sentences, memories: memories, arena: arena))
    sentenceCount = sentences.upperBound
    layout = KeyValueCache.Layout(
      headCount: memory.headCount, headDimension: memory.headDimension, storage: memory.storage)
    // Of the usual beam and of translations about as long as their source, this is enough.
    let wanted = groups.reduce(0) { sum, group in
      sum + 2 * group.memories[0].extents.rowCount + 16 * group.sentences.count
    }
    let width = memories.count * layout.width
    makeSlots(max(wanted, roomCount / max(width, 1)), width: width)
  }

  /// Forgets the sources of sentences that are over.
  package func endSentences(where isOver: (_ sentence: Int) -> Bool) {
    end { group in group.sentences.allSatisfy(isOver) }
  }

  /// Gives each new row a slot behind its parent's history; sentences without rows have ended.
  ///
  /// - Returns: What the new rows see and where they stand.
  func extend(_ rows: StepRows) -> Step {
    endSentences { rows.sentences.rows(of: $0).isEmpty }
    let newSlots = paths.extend(parents: rows.parents, keeping: rows.kept)
    if paths.slotCount > slots.shape.rowCount { grow(to: 2 * paths.slotCount) }
    let sources = groups.map { Step.Source($0.sentences, of: rows.sentences) }
    return Step(
      newSlots: newSlots, rows: paths.rows, positions: paths.positions, sources: sources)
  }

  /// One layer's view of a step's own sentences.
  func history(_ step: Step, layer: Int) -> TargetHistory {
    let columns = layer * layout.width..<(layer + 1) * layout.width
    return .cached(
      TargetHistory.CachedStep(
        cache: KeyValueCache(slots.matrix.columns(columns), layout), newSlots: step.newSlots,
        rows: step.rows))
  }

  /// One layer's view of a step's sources.
  func sources(_ step: Step, layer: Int) -> [LaidOutSource] {
    zip(groups, step.sources).map { group, source in
      LaidOutSource(
        memory: group.memories[layer], rows: source.rows, queries: source.queries)
    }
  }

  /// The rows that one step adds.
  struct Step {
    /// The slots of the new rows' keys and values.
    let newSlots: [Int32]
    let rows: CachedRows
    /// The position of each new token in its sentence.
    let positions: [Int32]
    /// The rows that see each source.
    let sources: [Source]

    struct Source {
      let rows: Range<Int>
      /// The rows of each sentence, counted from the first of them.
      let queries: SequenceExtents

      init(_ sentences: Range<Int>, of extents: SequenceExtents) {
        queries = SequenceExtents(lengths: sentences.map { extents.rows(of: $0).count })
        let first = extents.rows(of: sentences.lowerBound).lowerBound
        rows = first..<first + queries.rowCount
      }
    }
  }

  /// Forgets the sources of some groups.
  private func end(where isOver: (SourceGroup) -> Bool) {
    groups.removeAll { group in
      guard isOver(group) else { return false }
      group.arena.reset()
      freeArenas.append(group.arena)
      return true
    }
  }

  private func makeArena() -> Arena {
    let arena = Arena(backend: backend)
    arena.reserve(roomCount)
    return arena
  }

  /// Has room for some slots; those in use stay.
  private func makeSlots(_ count: Int, width: Int) {
    if slots.shape.columnCount != width || paths.slotCount == 0 && slots.shape.rowCount < count {
      slots = empty(0, width)  // The old memory goes before the new one comes.
      slots = empty(count, width)
    } else if slots.shape.rowCount < count {
      grow(to: count)
    }
  }

  private func grow(to count: Int) {
    let larger = empty(count, slots.shape.columnCount)
    let used = min(paths.slotCount, slots.shape.rowCount)
    backend.copy(slots.matrix.rows(0..<used), to: larger.matrix.rows(0..<used))
    slots = larger
  }

  private func empty(_ count: Int, _ width: Int) -> Tensor {
    Tensor(backend.allocateRoom(count * width), shape: Shape(rowCount: count, columnCount: width))
  }
}
