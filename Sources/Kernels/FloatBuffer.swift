/// Memory that a backend owns and that stays alive as long as a buffer refers to it.
package protocol BufferStorage: AnyObject, Sendable {}

/// A run of f32 numbers in a backend's memory.
///
/// A buffer is a reference: copies share the numbers. Whoever writes to one must be the only one
/// who uses that range meanwhile; workers are given disjoint ranges, and `WorkerPool` orders one
/// region after another.
package struct FloatBuffer: Sendable {
  let storage: any BufferStorage
  let offset: Int
  package let count: Int

  init(storage: any BufferStorage, offset: Int, count: Int) {
    self.storage = storage
    self.offset = offset
    self.count = count
  }

  /// The part of the buffer in `range`, sharing its memory.
  package subscript(range: Range<Int>) -> FloatBuffer {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "range \(range) of a buffer of \(count) numbers")
    return FloatBuffer(storage: storage, offset: offset + range.lowerBound, count: range.count)
  }
}
