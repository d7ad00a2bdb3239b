package import Foundation

/// The content of a file, expanded by the program that its suffix calls for.
package func expandedContent(of path: String) throws -> Data {
  let programs = ["gz": "gzip", "bz2": "bzip2"]
  guard let program = programs[URL(fileURLWithPath: path).pathExtension] else {
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }
  return try output(of: [program, "-dc", path])
}

/// What a command writes to its standard output.
private func output(of command: [String]) throws -> Data {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  process.standardOutput = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
  return output
}
