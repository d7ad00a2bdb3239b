/// Every option of a command with its value in effect, as a configuration file.
struct ConfigurationDump {
  /// As people call it: `apus train`.
  let command: String
  let options: [OptionDescription]
  /// What is given, by key.
  let values: [String: [String]]

  /// Options that must be given and are not.
  var missing: [OptionDescription] {
    options.filter { !$0.isOptional && values[$0.key] == nil }
  }

  /// The file, in the order of the help and with its words.
  var text: String {
    get throws {
      var text = "# Options of '\(command)', for its --config.\n"
      var section: String?
      for option in options {
        if let title = option.sectionTitle, title != section {
          section = title
          text += "\n# \(title.uppercased())\n"
        }
        text += try "\n" + comment(option) + line(option)
      }
      return text
    }
  }

  private func comment(_ option: OptionDescription) -> String {
    let lines = (option.abstract ?? "").split(whereSeparator: \.isNewline)
    return lines.map { "# \($0)\n" }.joined()
  }

  /// The option with its value, or a comment where it has none.
  private func line(_ option: OptionDescription) throws -> String {
    guard let values = values[option.key] ?? option.defaultValues else {
      return "# \(option.key): <\(option.valueName ?? option.key)>\n"
    }
    return try YAMLText.line(option.key, values, isList: option.isRepeating)
  }
}
