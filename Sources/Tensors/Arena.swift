package import Kernels

/// Memory for the tensors of one step: handed out in order, taken back all at once or back to a
/// mark.
///
/// After a few steps its one block holds the largest step so far, and nothing is allocated any
/// more. Memory is handed out as it is: whoever asks writes every number before reading any.
package final class Arena {
  package let backend: any ComputeBackend
  private var block: FloatBuffer
  private var used = 0
  /// Blocks of this step for what did not fit into `block`; those behind the handed out ones were
  /// released and wait for what comes next.
  private var overflow: [FloatBuffer] = []
  private var overflowBlockCount = 0
  private var overflowCount = 0
  /// The most numbers that were handed out at once in this step.
  private var peakCount = 0
  private var hasOverflowed = false

  package init(backend: any ComputeBackend) {
    self.backend = backend
    block = backend.allocate(0)
  }

  /// The most numbers that were in use at once so far.
  package var highWaterCount: Int { max(block.count, peakCount) }

  /// A tensor of the given shape with undefined contents.
  package func tensor(_ shape: Shape) -> Tensor {
    Tensor(buffer(shape.elementCount), shape: shape)
  }

  /// A matrix with undefined contents.
  package func matrix(rowCount: Int, columnCount: Int) -> Tensor {
    tensor(Shape(rowCount: rowCount, columnCount: columnCount))
  }

  /// A buffer with undefined contents, aligned to a cache line.
  package func buffer(_ count: Int) -> FloatBuffer {
    defer { peakCount = max(peakCount, used + overflowCount) }
    let start = used
    let end = start + count
    if end <= block.count {
      used = end.roundedUpToLine
      return block[start..<end]
    }
    hasOverflowed = true
    overflowCount += count.roundedUpToLine
    defer { overflowBlockCount += 1 }
    if overflowBlockCount < overflow.count {
      if overflow[overflowBlockCount].count < count {
        overflow[overflowBlockCount] = backend.allocate(count)
      }
    } else {
      overflow.append(backend.allocate(count))
    }
    return overflow[overflowBlockCount][0..<count]
  }

  /// How much was handed out at some point of a step.
  package struct Mark: Sendable {
    fileprivate let used: Int
    fileprivate let overflowBlockCount: Int
    fileprivate let overflowCount: Int
  }

  /// What is handed out now.
  package var mark: Mark {
    Mark(used: used, overflowBlockCount: overflowBlockCount, overflowCount: overflowCount)
  }

  /// Takes back everything that was handed out since the mark.
  package func release(to mark: Mark) {
    used = mark.used
    overflowBlockCount = mark.overflowBlockCount
    overflowCount = mark.overflowCount
  }

  /// Makes room for steps of `count` numbers at once, while nothing is handed out.
  package func reserve(_ count: Int) {
    precondition(used == 0 && overflowBlockCount == 0, "room was reserved within a step")
    guard count > block.count else { return }
    block = backend.allocate(0)
    block = backend.allocateRoom(count)
  }

  /// Takes back everything that was handed out.
  package func reset() {
    if hasOverflowed {
      // An eighth more than was needed, so that slightly longer steps do not allocate again.
      let wanted = peakCount / 8 * 9 + 16
      overflow = []
      overflowBlockCount = 0
      overflowCount = 0
      hasOverflowed = false
      block = backend.allocate(0)
      block = backend.allocate(wanted)
    }
    used = 0
    peakCount = 0
  }
}

extension Int {
  /// The next multiple of the numbers in a cache line.
  fileprivate var roundedUpToLine: Int { (self + 15) / 16 * 16 }
}
