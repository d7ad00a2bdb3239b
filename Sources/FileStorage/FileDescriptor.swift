#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that the system holds open, until the end of this value's life.
///
/// The `unsafe` calls below pass strings and arrays to the system for the length of one call; no
/// pointer is kept.
struct FileDescriptor: ~Copyable {
  private let number: Int32

  /// Opens a new file for writing; one that stands there is emptied.
  init(creating path: String) throws(SystemFailure) {
    number = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw .latest }
  }

  /// Opens a folder, which can then be synchronised.
  init(folder path: String) throws(SystemFailure) {
    number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw .latest }
  }

  // What closing may report about written bytes, synchronising has reported before.
  deinit { close(number) }

  /// Writes all the bytes at the end of the file.
  func append(_ bytes: [UInt8]) throws(SystemFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let writtenCount = unsafe write(number, rest, rest.count)
      if writtenCount < 0 && errno == EINTR { continue }
      guard writtenCount >= 0 else { throw .latest }
      rest = Array(rest.dropFirst(writtenCount))
    }
  }

  /// Waits until everything written is on the disk.
  func synchronize() throws(SystemFailure) {
    // Some file systems have nothing to synchronise in a folder and say so with EINVAL.
    guard fsync(number) == 0 || errno == EINVAL else { throw .latest }
  }
}

/// An error number of the system.
struct SystemFailure: Error {
  let code: Int32

  /// The failure of this thread's latest call.
  static var latest: SystemFailure { SystemFailure(code: errno) }

  /// What the system calls it: "No space left on device".
  var reason: String { unsafe String(cString: strerror(code)) }
}

/// Gives a file another name in one step, in place of whatever had that name.
func replaceFile(_ path: String, by replacement: String) throws(SystemFailure) {
  guard unsafe rename(replacement, path) == 0 else { throw .latest }
}

/// Removes a file if there is one.
func removeFile(_ path: String) {
  _ = unsafe unlink(path)
}
