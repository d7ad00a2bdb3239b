import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Zeroed main memory, aligned to a cache line, freed with its last buffer.
///
/// Sendable without locks: `FloatBuffer` states who may write, and the pool orders regions.
final class CPUStorage: BufferStorage, @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  /// The pages that a block of some size lies in.
  private let pages: UnsafeMutableRawBufferPointer?

  init(count: Int) {
    let byteCount = max(count, 1) * MemoryLayout<Float>.stride
    let memory: UnsafeMutableRawPointer
    if byteCount >= smallestOwnPages {
      (pages, memory) = zeroPages(byteCount)
    } else {
      pages = nil
      memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    }
    base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
  }

  deinit {
    if let pages {
      munmap(pages.baseAddress, pages.count)
    } else {
      UnsafeMutableRawPointer(base).deallocate()
    }
  }
}

/// Blocks of this size or more have pages of their own, which the system has back when they end;
/// `malloc` would keep them, and leave holes between them.
private let smallestOwnPages = 1 << 17

/// Large blocks ask for pages of this size: fewer page-table walks in passes over all parameters.
private let hugePage = 2 << 20

/// Pages of the system, which are zero until they are written to, and where in them an aligned
/// block begins.
private func zeroPages(
  _ byteCount: Int
) -> (pages: UnsafeMutableRawBufferPointer, block: UnsafeMutableRawPointer) {
  let isLarge = byteCount >= hugePage
  let total = isLarge ? byteCount + hugePage : byteCount
  let start = mmap(nil, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard let start, start != UnsafeMutableRawPointer(bitPattern: -1) else {
    preconditionFailure("the system has no \(total) bytes of memory")
  }
  guard isLarge else {
    return (UnsafeMutableRawBufferPointer(start: start, count: total), start)
  }
  let block = start.alignedUp(toMultipleOf: hugePage)
  #if canImport(Glibc)
    madvise(block, byteCount, MADV_HUGEPAGE)
  #endif
  return (UnsafeMutableRawBufferPointer(start: start, count: total), block)
}

extension FloatBuffer {
  /// The address of the first number; only a CPU backend asks, and only of its own storage.
  var pointer: UnsafeMutablePointer<Float> {
    // Cheaper than a conditional cast: a decoding step asks hundreds of times.
    precondition(
      type(of: storage) == CPUStorage.self,
      "a buffer of another backend was given to the CPU backend")
    return unsafeDowncast(storage, to: CPUStorage.self).base + offset
  }
}

extension Matrix {
  var pointer: UnsafeMutablePointer<Float> { buffer.pointer }
}

extension Dropout {
  /// The form that the C kernels take: keep an element when its hash reaches the threshold.
  var kernelArgument: apus_dropout {
    apus_dropout(
      key: key, threshold: UInt32(Double(rate) * 4_294_967_296), scale: 1 / (1 - rate))
  }
}
