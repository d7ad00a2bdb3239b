package import Kernels

/// Memory for the tensors of one step: handed out in order, taken back all at once.
///
/// After a few steps its one block holds the largest step so far, and nothing is allocated any
/// more. Memory is handed out as it is: whoever asks writes every number before reading any.
package final class Arena {
  package let backend: any ComputeBackend
  private var block: FloatBuffer
  private var used = 0
  /// Blocks of this step that did not fit into `block`.
  private var overflow: [FloatBuffer] = []
  private var overflowCount = 0

  package init(backend: any ComputeBackend) {
    self.backend = backend
    block = backend.allocate(0)
  }

  /// The most numbers that were in use at once so far.
  package var highWaterCount: Int { max(block.count, used + overflowCount) }

  /// A tensor of the given shape with undefined contents.
  package func tensor(_ shape: Shape) -> Tensor {
    Tensor(buffer(shape.elementCount), shape: shape)
  }

  /// A buffer with undefined contents, aligned to a cache line.
  package func buffer(_ count: Int) -> FloatBuffer {
    let start = used
    let end = start + count
    if end <= block.count {
      used = (end + 15) / 16 * 16
      return block[start..<end]
    }
    let extra = backend.allocate(count)
    overflow.append(extra)
    overflowCount += (count + 15) / 16 * 16
    return extra
  }

  /// Makes room for steps of `count` numbers at once, while nothing is handed out.
  package func reserve(_ count: Int) {
    precondition(used == 0 && overflow.isEmpty, "room was reserved within a step")
    guard count > block.count else { return }
    block = backend.allocate(0)
    block = backend.allocate(count)
  }

  /// Takes back everything that was handed out.
  package func reset() {
    if !overflow.isEmpty {
      // An eighth more than was needed, so that slightly longer steps do not allocate again.
      let wanted = (used + overflowCount) / 8 * 9 + 16
      overflow = []
      overflowCount = 0
      block = backend.allocate(0)
      block = backend.allocate(wanted)
    }
    used = 0
  }
}
