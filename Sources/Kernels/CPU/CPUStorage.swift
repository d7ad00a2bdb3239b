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

  /// Makes a block.
  ///
  /// - Parameters:
  ///   - count: How many numbers it has.
  ///   - isRoom: Whether often no more than the first numbers are written to.
  init(count: Int, isRoom: Bool = false) {
    let byteCount = max(count, 1) * MemoryLayout<Float>.stride
    let memory: UnsafeMutableRawPointer
    if byteCount >= smallestOwnPages {
      (pages, memory) = zeroPages(byteCount, isRoom: isRoom)
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
  _ byteCount: Int, isRoom: Bool
) -> (pages: UnsafeMutableRawBufferPointer, block: UnsafeMutableRawPointer) {
  guard byteCount >= hugePage else {
    let start = systemPages(byteCount)
    return (UnsafeMutableRawBufferPointer(start: start, count: byteCount), start)
  }
  // The last page is huge too if more than half of it is used: hundreds of small ones take longer.
  let size = max(byteCount, (byteCount + hugePage / 2) / hugePage * hugePage)
  let start = systemPages(size + hugePage)
  let block = start.alignedUp(toMultipleOf: hugePage)
  #if canImport(Glibc)
    // Room begins with small pages: a short sentence needs few, and a huge one has to be zeroed.
    let smallSize = isRoom ? hugePage : 0
    madvise(block + smallSize, size - smallSize, MADV_HUGEPAGE)
  #endif
  return (UnsafeMutableRawBufferPointer(start: start, count: size + hugePage), block)
}

private func systemPages(_ byteCount: Int) -> UnsafeMutableRawPointer {
  let start = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard let start, start != UnsafeMutableRawPointer(bitPattern: -1) else {
    preconditionFailure("the system has no \(byteCount) bytes of memory")
  }
  return start
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
