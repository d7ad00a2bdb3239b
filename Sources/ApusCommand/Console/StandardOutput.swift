import ArgumentParser
import Foundation

/// Lines on their way to standard output, written in large pieces.
struct StandardOutput {
  private var pending = Data()

  /// Takes a line; line ends inside it become spaces, so that one line stays one line.
  ///
  /// - Parameter line: Text without a line end.
  /// - Throws: See `flush`.
  mutating func write(_ line: String) throws {
    pending.append(contentsOf: line.onOneLine.utf8)
    pending.append(UInt8(ascii: "\n"))
    if pending.count > 1 << 16 { try flush() }
  }

  /// Takes whole lines, each with its end.
  ///
  /// - Parameter lines: UTF-8 that ends in LF, or nothing.
  /// - Throws: See `flush`.
  mutating func write(_ lines: [UInt8]) throws {
    pending.append(contentsOf: lines)
    if pending.count > 1 << 16 { try flush() }
  }

  /// Hands everything to the system.
  ///
  /// - Throws: `CommandFailure.unwritableOutput`, or an exit code without a message where the
  ///   reader has gone.
  mutating func flush() throws {
    defer { pending.removeAll(keepingCapacity: true) }
    do {
      try FileHandle.standardOutput.write(contentsOf: pending)
    } catch {
      guard error.systemCode != EPIPE else { throw ExitCode(128 + SIGPIPE) }
      throw CommandFailure.unwritableOutput(reason: error.systemReason)
    }
  }
}

extension String {
  /// The text with a space in place of each LF and CR, which a model may produce from bytes.
  var onOneLine: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else {
      return self
    }
    var line = UnicodeScalarView()
    line.append(contentsOf: unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 })
    return String(line)
  }
}
