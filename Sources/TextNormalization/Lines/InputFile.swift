#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file, pipe or terminal that bytes are read from.
final class InputFile {
  /// What messages call the file.
  let name: String
  /// How large the file is, or nil if it is no file, such as a pipe.
  let size: Int?
  private let descriptor: Int32
  private let closesOnDeinit: Bool

  /// Opens the file at a path.
  ///
  /// - Parameter path: A file, a named pipe or a device; a folder is refused.
  /// - Throws: `TextError`, if nothing readable stands there.
  init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    name = path
    closesOnDeinit = true
    guard descriptor >= 0 else { throw Self.error(path: path, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.error(path: path, code: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw TextError.isDirectory(path) }
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  /// Reads from a descriptor that somebody else closes.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    size = nil
    closesOnDeinit = false
  }

  deinit {
    if closesOnDeinit && descriptor >= 0 { close(descriptor) }
  }

  /// Fills a buffer from a position on, as far as bytes are at hand.
  ///
  /// - Returns: How many bytes came; 0 at the end of the file.
  /// - Throws: `TextError.unreadable`, if the system reports a failure.
  func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        let free = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
        return systemRead(descriptor, free.baseAddress, free.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw Self.error(path: name, code: errno) }
    }
  }

  private static func error(path: String, code: Int32) -> TextError {
    switch code {
    case ENOENT, ENOTDIR: .missingFile(path)
    case EISDIR: .isDirectory(path)
    default: .unreadable(path: path, reason: String(cString: strerror(code)))
    }
  }
}

/// `read(2)`, whose name the method above hides.
private func systemRead(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, start, count)
}
