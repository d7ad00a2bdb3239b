import Foundation

/// The model that translates from English to German, as a user calls it.
enum BundledModel {
  static let path = Repository.root.appendingPathComponent("models/en-de").path

  /// What `apus VERB --model PATH …` does.
  static func apus(
    _ verb: String = "translate", _ arguments: String..., input: String = "",
    in workplace: Workplace? = nil
  ) throws -> Outcome {
    try (workplace ?? Workplace()).apus(
      [verb, "--model", path, "--threads", "1"] + arguments, input: Data(input.utf8))
  }
}

extension Outcome {
  /// The lines of standard output as JSON objects.
  var objects: [[String: Any]] {
    get throws {
      try lines.map { line in
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      }
    }
  }
}
