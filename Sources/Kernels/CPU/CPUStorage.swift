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

  init(count: Int) {
    let byteCount = max(count, 1) * MemoryLayout<Float>.stride
    let alignment = byteCount >= hugePage ? hugePage : 64
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: alignment)
    #if canImport(Glibc)
      if byteCount >= hugePage { madvise(memory, byteCount, MADV_HUGEPAGE) }
    #endif
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}

/// Large blocks ask for pages of this size: fewer page-table walks in passes over all parameters.
private let hugePage = 2 << 20

extension FloatBuffer {
  /// The address of the first number; only a CPU backend asks, and only of its own storage.
  var pointer: UnsafeMutablePointer<Float> {
    guard let storage = storage as? CPUStorage else {
      preconditionFailure("a buffer of another backend was given to the CPU backend")
    }
    return storage.base + offset
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
