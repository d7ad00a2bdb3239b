import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file's bytes in this process's addresses: read when they are asked for, forgotten when told to.
///
/// What was read counts as the process's memory until it is released. The file may be replaced or
/// removed while it is mapped, but must not be cut short in place.
package final class FileMapping: Sendable {
  /// How many bytes the file has.
  package let count: Int
  /// Where they begin; kept as a number, which becomes a pointer for the length of one access.
  private let address: Int

  /// Maps a whole file.
  ///
  /// - Parameter path: Where the file stands.
  /// - Throws: `FileError.unreadable`.
  package init(contentsOf path: String) throws {
    do throws(SystemFailure) {
      (address, count) = try Self.map(path)
    } catch {
      throw FileError.unreadable(path: path, reason: error.reason)
    }
  }

  deinit {
    guard count > 0 else { return }
    _ = unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), count)
  }

  private static func map(_ path: String) throws(SystemFailure) -> (address: Int, count: Int) {
    // A pipe cannot be mapped, and its writer is not waited for.
    let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw .latest }
    defer { close(file) }
    // A folder can be opened, and says only here what it is.
    guard read(file, nil, 0) == 0 else { throw .latest }
    let size = lseek(file, 0, SEEK_END)
    guard size >= 0 else { throw .latest }
    guard size > 0 else { return (0, 0) }
    let start = unsafe mmap(nil, Int(size), PROT_READ, MAP_SHARED, file, 0)
    let address = Int(bitPattern: start)
    guard address != -1 else { throw .latest }
    return (address, Int(size))
  }

  /// The number of two bytes at a position, the lowest first.
  package func number16(at position: Int) -> UInt16 { number(at: position) }

  /// The number of four bytes at a position, the lowest first.
  package func number32(at position: Int) -> UInt32 { number(at: position) }

  /// The number of eight bytes at a position, the lowest first.
  package func number64(at position: Int) -> UInt64 { number(at: position) }

  @inline(__always)
  private func number<Number: FixedWidthInteger & BitwiseCopyable>(
    at position: Int
  ) -> Number {
    let size = MemoryLayout<Number>.size
    precondition(position >= 0 && position <= count - size, "byte \(position) of \(count)")
    // The file stays mapped until the number is there.
    defer { withExtendedLifetime(self) {} }
    let place = unsafe UnsafeRawPointer(bitPattern: address + position)
    return unsafe Number(littleEndian: place?.loadUnaligned(as: Number.self) ?? 0)
  }

  /// Gives the bytes of a range to a closure.
  package func withBytes<Result>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
    return try withExtendedLifetime(self) {
      let start = unsafe UnsafePointer<UInt8>(bitPattern: address + range.lowerBound)
      let bytes = unsafe UnsafeBufferPointer(start: start, count: range.count)
      return try unsafe body(bytes.span)
    }
  }

  /// A copy of the bytes of a range.
  package func bytes(_ range: Range<Int>) -> [UInt8] {
    withBytes(range) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  /// Says that single places will be read, so that reading ahead is waste.
  package func expectRandomAccess() {
    guard count > 0 else { return }
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: address), count, MADV_RANDOM)
  }

  /// Gives back the memory of a range, which is read again when it is asked for.
  ///
  /// The system reads some pages round one that is asked for; they go too.
  package func release(_ range: Range<Int>) {
    let start = range.lowerBound / Self.pageSize * Self.pageSize
    let end = (range.upperBound + Self.pageSize - 1) / Self.pageSize * Self.pageSize
    let length = min(end, count) - start
    guard length > 0 else { return }
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: address + start), length, MADV_DONTNEED)
  }

  /// Gives back the memory of a range that is read piece by piece, from front to back.
  ///
  /// Little of a long range is in memory at a time, and the system is seldom asked. A short one
  /// stays: to read it twice is then a matter of memory alone.
  ///
  /// - Parameters:
  ///   - piece: What has just been read.
  ///   - range: All that is read.
  package func release(_ piece: Range<Int>, of range: Range<Int>) {
    guard range.count >= Self.leastReleased else { return }
    let start = piece.lowerBound / Self.releasedSize * Self.releasedSize
    let isEnd = piece.upperBound == range.upperBound
    guard isEnd || piece.upperBound - start >= Self.releasedSize else { return }
    release(max(start, range.lowerBound)..<piece.upperBound)
  }

  /// The largest page of any system, and what Linux reads at once.
  private static let pageSize = 1 << 16
  /// About how much is read before its memory is given back.
  fileprivate static let releasedSize = 1 << 22
  /// Ranges shorter than this stay in memory.
  private static let leastReleased = 1 << 25
}

extension Checksum {
  /// Takes in a whole file, of which little is in memory at a time.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - range: Which of them.
  package mutating func update(_ file: FileMapping, _ range: Range<Int>) {
    let pieceSize = FileMapping.releasedSize
    for start in stride(from: range.lowerBound, to: range.upperBound, by: pieceSize) {
      let piece = start..<min(start + pieceSize, range.upperBound)
      file.withBytes(piece) { update($0) }
      file.release(piece, of: range)
    }
  }
}
