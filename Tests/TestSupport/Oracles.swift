package import Foundation

/// What established programs did, recorded outside the repository.
///
/// `APUS_ORACLES` names the folder; without it the tests that need it are not run.
package enum Oracles {
  private static let folder = ProcessInfo.processInfo.environment["APUS_ORACLES"]

  package static var areThere: Bool { folder != nil }

  /// The path of a file or folder.
  package static func path(_ name: String) throws -> String {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return folder + "/" + name
  }

  /// The content of a file, which is expanded if it is compressed.
  package static func content(_ name: String) throws -> Data {
    try expandedContent(of: path(name))
  }

  package static func text(_ name: String) throws -> String {
    String(decoding: try content(name), as: UTF8.self)
  }
}
