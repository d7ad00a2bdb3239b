import ArgumentParser

/// The arguments of a program, with those that its configuration files add.
struct ConfiguredArguments {
  /// What the parser is to read.
  private(set) var arguments: [String]
  /// The configuration in effect as YAML, where that is all that is asked for.
  private(set) var dump: String?
  /// Where files set the options that are not given on the command line.
  private var places: [String: String] = [:]

  /// Arguments as they are.
  init(_ arguments: [String]) { self.arguments = arguments }

  /// Reads the files that the arguments name, if the command can be configured.
  ///
  /// - Parameters:
  ///   - arguments: Those of the process.
  ///   - program: The command that they are for, named as people call it.
  /// - Throws: `CommandFailure.unreadableConfiguration`, or `ValidationError` with file and line.
  init(_ arguments: [String], of program: (name: String, root: any ParsableCommand.Type)) throws {
    self.init(arguments)
    guard arguments.contains(where: Self.isConfiguration), !arguments.contains("--help") else {
      return
    }
    let (command, wordCount) = try CommandDescription(of: program.root).command(named: arguments)
    guard command.arguments?.contains(where: { $0.key == "config" }) == true else { return }

    let given = GivenOptions(arguments.dropFirst(wordCount), of: command)
    let settings = try Self.settings(given.values["config"] ?? [], options: command.configurable)
      .filter { given[$0.option] == nil }
    for setting in settings { places[setting.option.key] = setting.place }
    add(settings.flatMap(\.arguments))

    guard given.values["dump-config"] != nil else { return }
    let words = [program.name] + arguments.prefix(wordCount)
    let values = settings.reduce(into: given.values) { $0[$1.option.key] = $1.values }
    let dump = ConfigurationDump(
      command: words.joined(separator: " "), options: command.configurable, values: values)
    // A whole command is needed to check the values that there are.
    add(dump.missing.map { "--\($0.key)=\($0.key)" })
    self.dump = try dump.text
  }

  private static func isConfiguration(_ argument: String) -> Bool {
    argument == "--config" || argument.hasPrefix("--config=") || argument == "--dump-config"
  }

  /// What the files set; a later one wins.
  private static func settings(
    _ paths: [String], options: [OptionDescription]
  ) throws -> [ConfigurationFile.Setting] {
    try paths.reduce(into: []) { settings, path in
      let file = try ConfigurationFile(path, options: options)
      settings.removeAll { old in file.settings.contains { $0.option.key == old.option.key } }
      settings += file.settings
    }
  }

  private mutating func add(_ more: [String]) {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    arguments.insert(contentsOf: more, at: end)
  }

  /// An error message with the place in a file where the option that it is about is set.
  func placed(_ message: some StringProtocol) -> String {
    let line = message.prefix { !$0.isNewline }
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "-") }
    let keys = words.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
    let place = keys.compactMap { places[$0] }.first
    return place.map { "\($0): \(message)" } ?? String(message)
  }
}
