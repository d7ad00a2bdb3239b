import Foundation
import TextNormalization

/// What bytes are read from, piece by piece.
protocol ByteSource {
  /// The next bytes.
  ///
  /// - Parameter count: How many to read at most.
  /// - Returns: At least one byte, or none at the end.
  /// - Throws: `TextError.unreadable`, or `ScoringFailure.unpacking`.
  func next(_ count: Int) throws -> [UInt8]
}

/// Bytes of an open file or pipe.
struct OpenedFile: ByteSource {
  private let handle: FileHandle
  private let name: String

  /// - Parameters:
  ///   - handle: Where to read from.
  ///   - name: What messages call it.
  init(_ handle: FileHandle, name: String) {
    self.handle = handle
    self.name = name
  }

  func next(_ count: Int) throws -> [UInt8] {
    do {
      return Array(try handle.read(upToCount: count) ?? Data())
    } catch {
      throw TextError.unreadable(path: name, reason: error.systemReason)
    }
  }
}

/// Opens a file, through a program where its name says that it is compressed.
///
/// - Parameter path: The file.
/// - Returns: What its bytes, unpacked, are read from.
/// - Throws: `TextError` or `ScoringFailure.noUnpacker`.
func openedFile(_ path: String) throws -> any ByteSource {
  guard FileManager.default.fileExists(atPath: path) else { throw TextError.missingFile(path) }
  let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  let type = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
  guard type != .typeDirectory else { throw TextError.isDirectory(path) }
  guard FileManager.default.isReadableFile(atPath: path) else {
    throw TextError.unreadable(path: path, reason: "no permission")
  }
  if let unpacker = Unpacker(forFile: path) { return try unpacker.opened(path) }
  do {
    return OpenedFile(try FileHandle(forReadingFrom: URL(fileURLWithPath: path)), name: path)
  } catch {
    throw TextError.unreadable(path: path, reason: error.systemReason)
  }
}

/// A program that unpacks files of one kind.
struct Unpacker {
  private let program: String

  private static let programs = ["gz": "gzip", "zst": "zstd", "xz": "xz", "bz2": "bzip2"]

  /// - Parameter path: A file; nil results where its name is none of a compressed file.
  init?(forFile path: String) {
    let ending = path.split(separator: "/").last?.split(separator: ".").last.map(String.init)
    guard let program = ending.flatMap({ Self.programs[$0] }) else { return nil }
    self.program = program
  }

  /// Starts the program.
  ///
  /// - Throws: `ScoringFailure.noUnpacker` where the program is not installed.
  func opened(_ path: String) throws -> any ByteSource {
    guard let executable = Self.executable(program) else {
      throw ScoringFailure.noUnpacker(file: path, program: program)
    }
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = executable
    process.arguments = ["-dc", "--", path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw TextError.unreadable(path: path, reason: "\(program): \(error.systemReason)")
    }
    return UnpackedFile(
      process: process, output: OpenedFile(output.fileHandleForReading, name: path),
      errors: errors.fileHandleForReading, path: path)
  }

  private static func executable(_ program: String) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { URL(fileURLWithPath: "\($0)/\(program)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}

/// The bytes that another program unpacks.
private struct UnpackedFile: ByteSource {
  let process: Process
  let output: OpenedFile
  let errors: FileHandle
  let path: String

  func next(_ count: Int) throws -> [UInt8] {
    let bytes = try output.next(count)
    if bytes.isEmpty { try checkEnd() }
    return bytes
  }

  private func checkEnd() throws {
    let message = (try? errors.readToEnd()) ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus != 0 else { return }
    throw ScoringFailure.unpacking(
      file: path,
      reason: String(decoding: message, as: UTF8.self).onOneLine
        .trimmingCharacters(in: .whitespaces))
  }
}
