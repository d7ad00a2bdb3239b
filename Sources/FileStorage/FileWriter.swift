/// Writes a file from front to back, straight to the system.
package struct FileWriter: ~Copyable {
  private let file: FileDescriptor
  /// The name that errors give the file.
  private let path: String

  init(_ file: consuming FileDescriptor, path: String) {
    self.file = file
    self.path = path
  }

  /// Writes the next bytes.
  ///
  /// - Parameter bytes: What follows the bytes written so far.
  /// - Throws: `FileError.unwritable`, when the disk is full for one.
  package mutating func write(_ bytes: [UInt8]) throws {
    do { try file.append(bytes) } catch {
      throw FileError.unwritable(path: path, reason: error.reason)
    }
  }

  /// Writes the next characters in UTF-8.
  ///
  /// - Parameter text: What follows the bytes written so far.
  /// - Throws: `FileError.unwritable`, when the disk is full for one.
  package mutating func write(_ text: String) throws {
    try write(Array(text.utf8))
  }

  /// Waits until all bytes are on the disk, and closes the file.
  consuming func finish() throws(SystemFailure) {
    try file.synchronize()
  }
}
