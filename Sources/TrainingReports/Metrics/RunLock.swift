import Foundation

/// Held by the process that trains in a folder, for as long as it lives.
///
/// The system releases it however the process ends, so that it is never stale.
package final class RunLock {
  private let file: FileHandle

  /// Takes the lock, unless another process has it.
  ///
  /// - Parameter path: The lock's file, which holds the number of the process.
  /// - Throws: `RunFolderError.inUse`, or an error of the file system.
  package init(path: String) throws {
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw RunFolderError.inUse(path: path, process: Self.process(in: path))
    }
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data("\(ProcessInfo.processInfo.processIdentifier)\n".utf8))
  }

  deinit { try? file.close() }

  /// The number of the process that holds a lock, or nil where none does.
  package static func holder(of path: String) -> Int? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard flock(file.fileDescriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else {
      return nil
    }
    return process(in: path) ?? 0
  }

  private static func process(in path: String) -> Int? {
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }
}

/// What is wrong with the folder of a run.
package enum RunFolderError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// Another process trains there.
  case inUse(path: String, process: Int?)
  /// No run was ever started there.
  case noRun(folder: String)

  package var description: String {
    switch self {
    case .inUse(let path, let process):
      "\(path): " + (process.map { "process \($0)" } ?? "another process")
        + " trains in this folder; wait for its end, stop it, or take another --output"
    case .noRun(let folder):
      "\(folder): no run in this folder; wanted the --output of an 'apus train', with "
        + "logs/metrics.jsonl in it"
    }
  }

  package var errorDescription: String? { description }
}
