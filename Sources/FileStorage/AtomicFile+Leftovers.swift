import Foundation

extension AtomicFile {
  /// Removes what processes that were killed have left unfinished in a folder.
  ///
  /// To be called before this process writes there. What a running process may be writing stays.
  ///
  /// - Parameter folder: Its folders are left alone.
  /// - Returns: The names of the files that were removed.
  @discardableResult
  package static func removeLeftovers(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let leftovers = names.filter(isLeftover)
    for name in leftovers { removeFile(folder + "/" + name) }
    return leftovers
  }

  /// Whether a file has the name of an unfinished one, and its writer is gone.
  private static func isLeftover(_ name: String) -> Bool {
    guard let match = name.wholeMatch(of: /.+\.([0-9]+)-[0-9]+\.partial/),
      let writer = Int32(match.1)
    else { return false }
    return writer == ProcessInfo.processInfo.processIdentifier || !isRunning(writer)
  }

  private static func isRunning(_ process: Int32) -> Bool {
    kill(process, 0) == 0 || errno == EPERM
  }
}
