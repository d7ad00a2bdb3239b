import ArgumentParser
import Foundation
import Tokenization

/// A file or standard output, written as bytes come.
struct ByteSink {
  private let path: String?
  private let handle: FileHandle

  /// Opens a file anew.
  ///
  /// - Parameter path: The file, or nil for standard output.
  /// - Throws: `TokenizationError.unwritable`.
  init(path: String?) throws {
    self.path = path
    guard let path else {
      handle = .standardOutput
      return
    }
    do {
      try Data().write(to: URL(fileURLWithPath: path))
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    } catch {
      throw TokenizationError.unwritable(file: path, reason: error.systemReason)
    }
  }

  /// Hands bytes to the system.
  ///
  /// - Parameter bytes: What to write.
  /// - Throws: `TokenizationError.unwritable`, `CommandFailure.unwritableOutput`, or an exit code
  ///   without a message where the reader of standard output has gone.
  func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      if let path {
        throw TokenizationError.unwritable(file: path, reason: error.systemReason)
      }
      guard error.systemCode != EPIPE else { throw ExitCode(128 + SIGPIPE) }
      throw CommandFailure.unwritableOutput(reason: error.systemReason)
    }
  }
}
