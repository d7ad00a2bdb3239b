extension JSON {
  /// The value as text: the outer levels one element a line, the deeper ones compact.
  ///
  /// Equal values with members in the same order give the same bytes.
  package func text(brokenLevelCount: Int = 0) -> String {
    var text = ""
    write(to: &text, brokenLevelCount: brokenLevelCount, indentation: "")
    return text
  }

  private func write(to text: inout String, brokenLevelCount: Int, indentation: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += Int(exactly: value).map(String.init) ?? "\(value)"
    case .string(let value): text += Self.quoted(value)
    case .array(let elements):
      let items = elements.map { ("", $0) }
      Self.write(items, within: ("[", "]"), to: &text, brokenLevelCount, indentation)
    case .object(let members):
      let items = members.map { (Self.quoted($0.name) + ": ", $0.value) }
      Self.write(items, within: ("{", "}"), to: &text, brokenLevelCount, indentation)
    }
  }

  private static func write(
    _ items: [(label: String, value: JSON)], within brackets: (open: String, close: String),
    to text: inout String, _ brokenLevelCount: Int, _ indentation: String
  ) {
    let isBroken = brokenLevelCount > 0 && !items.isEmpty
    let inner = indentation + "  "
    text += brackets.open
    for (index, item) in items.enumerated() {
      if index > 0 { text += isBroken ? "," : ", " }
      if isBroken { text += "\n" + inner }
      text += item.label
      item.value.write(to: &text, brokenLevelCount: brokenLevelCount - 1, indentation: inner)
    }
    if isBroken { text += "\n" + indentation }
    text += brackets.close
  }

  private static func quoted(_ string: String) -> String {
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\0"..<" ": quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ control: Unicode.Scalar) -> String {
    let digits = String(control.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
