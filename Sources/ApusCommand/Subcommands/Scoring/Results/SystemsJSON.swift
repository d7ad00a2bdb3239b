import Evaluation

/// The scores of several systems in JSON, with the blanks and the digits that Python writes.
struct SystemsJSON {
  let systems: ScoredSystems
  let width: Int

  /// All lines, the last without an end.
  var text: String {
    let objects = systems.names.indices.map { system in
      let metrics = systems.metrics.indices.map { metric in
        let value = value(systems.entries[system][metric])
        return "\(quoted(systems.metrics[metric].name)): \(value)"
      }
      let fields = ["\"system\": \(quoted(systems.names[system]))"] + metrics
      return "    {\n" + fields.map { "        \($0)" }.joined(separator: ",\n") + "\n    }"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]"
  }

  /// A score alone is a text; with what a test says of it, an object.
  private func value(_ entry: ScoredSystems.Entry) -> String {
    guard systems.test != nil else { return quoted(entry.score.value.fixed(width)) }
    let fields: [(String, Double?)] = [
      ("score", entry.score.value), ("p_value", entry.pValue), ("mean", entry.interval?.mean),
      ("ci", entry.interval?.halfWidth),
    ]
    let lines = fields.map { "            \"\($0)\": \($1.map { "\($0)" } ?? "null")" }
    return "{\n" + lines.joined(separator: ",\n") + "\n        }"
  }

  /// Text in ASCII, other characters as UTF-16 escapes.
  private func quoted(_ text: String) -> String {
    "\"" + text.utf16.map(Self.escaped).joined() + "\""
  }

  private static func escaped(_ unit: UInt16) -> String {
    switch unit {
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x09: return "\\t"
    case 0x08: return "\\b"
    case 0x0C: return "\\f"
    case 0x20..<0x7F: return String(UnicodeScalar(UInt8(unit)))
    default:
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
