public import Foundation

/// Where models for a pair of languages are looked for when none is named.
public enum ModelLocation {
  /// Finds `SOURCE-TARGET` in `models/` of the current folder, in the folders of `$APUS_MODELS`
  /// (separated by colons), in the user's data folder, and where `make install` puts models, in
  /// this order.
  ///
  /// - Parameters:
  ///   - source: The language translated from, such as `en`.
  ///   - target: The language translated to, such as `de`.
  ///   - environment: Where `APUS_MODELS`, `XDG_DATA_HOME` and `HOME` are taken from.
  /// - Returns: The folder.
  /// - Throws: `ModelError.notFound`, which lists the places.
  public static func find(
    source: String, target: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> String {
    let candidates = folders(environment).map { "\($0)/\(source)-\(target)" }
    for candidate in candidates
    where FileManager.default.fileExists(atPath: candidate + "/config.json") {
      return candidate
    }
    throw ModelError.notFound(source: source, target: target, searched: candidates)
  }

  private static func folders(_ environment: [String: String]) -> [String] {
    var folders = ["models"]
    folders += (environment["APUS_MODELS"] ?? "").split(separator: ":").map(String.init)
    if let data = environment["XDG_DATA_HOME"] ?? environment["HOME"].map({ $0 + "/.local/share" })
    {
      folders.append(data + "/apus/models")
    }
    if let program = Bundle.main.executableURL {
      let prefix = program.deletingLastPathComponent().deletingLastPathComponent()
      folders.append(prefix.path + "/share/apus/models")
    }
    return folders
  }
}
