package import Foundation

/// The files of `Tests/Fixtures`, by their paths there.
package enum Fixtures {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  package static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  package static func content(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }

  package static func text(_ name: String) throws -> String {
    String(decoding: try content(name), as: UTF8.self)
  }
}
