import Foundation

/// A temporary folder with the programs at hand, gone with its last user.
final class Workplace {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("apus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file into the folder and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  func write(_ bytes: Data, to name: String) throws -> String {
    try bytes.write(to: folder.appendingPathComponent(name))
    return path(name)
  }

  func bytes(of name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// Runs `apus` with the folder as the current one.
  func apus(_ arguments: String..., input: String = "") throws -> Outcome {
    try apus(arguments, input: Data(input.utf8))
  }

  func apus(_ arguments: [String], input: Data = Data()) throws -> Outcome {
    try Invocation(program: "apus", arguments: arguments, in: self, input: input).outcome()
  }
}

/// What the programs are made from.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// The phrasebook of the repository: a small corpus in two languages.
enum Phrasebook {
  private static let folder = Repository.root.appendingPathComponent("corpora/phrasebook")

  /// The path of a file, or of a prefix of two.
  static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// The lines of a file, all of them or the first few.
  static func text(_ name: String, lineCount: Int = .max) throws -> String {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    return text.split(separator: "\n").prefix(lineCount).map { "\($0)\n" }.joined()
  }
}
