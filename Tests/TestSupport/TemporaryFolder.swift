package import Foundation

/// A folder that is gone when the value that made it is.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/apus-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  package func path(_ name: String) -> String { path + "/" + name }
}

/// Runs a test in a folder of its own, which is removed afterwards.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = try TemporaryFolder()
  return try withExtendedLifetime(folder) { try body(folder.path) }
}

/// Runs a test with a file of its own, which is removed afterwards.
package func withTemporaryFile(_ content: Data, _ body: (String) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let path = folder + "/file"
    try content.write(to: URL(fileURLWithPath: path))
    try body(path)
  }
}
