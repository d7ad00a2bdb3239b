/// The options among the arguments of a command, as they are written there.
struct GivenOptions {
  /// Values by the option's key; `true` or `false` for a flag.
  private(set) var values: [String: [String]] = [:]

  init(_ arguments: some Collection<String>, of command: CommandDescription) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst(), argument != "--" {
      guard let (option, attached) = Self.option(argument, of: command) else { continue }
      switch option.kind {
      case .positional: continue
      case .flag: values[option.key] = [argument == option.negation ? "false" : "true"]
      case .option: take(option, attached, from: &rest)
      }
    }
  }

  subscript(option: OptionDescription) -> [String]? { values[option.key] }

  private mutating func take(
    _ option: OptionDescription, _ attached: String?, from rest: inout ArraySlice<String>
  ) {
    var taken = attached.map { [$0] } ?? []
    if taken.isEmpty, let value = rest.popFirst() { taken = [value] }
    while option.takesList, let value = rest.first, !value.hasPrefix("-") {
      taken.append(value)
      rest.removeFirst()
    }
    values[option.key] = option.isRepeating ? (values[option.key] ?? []) + taken : taken
  }

  /// The option that an argument names, and the value behind its `=`.
  private static func option(
    _ argument: String, of command: CommandDescription
  ) -> (option: OptionDescription, attached: String?)? {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard argument.hasPrefix("-"), let spelling = parts.first else { return nil }
    let option = command.arguments?.first { option in
      option.names?.contains { $0.spelling == spelling } == true
    }
    return option.map { ($0, parts.count > 1 ? String(parts[1]) : nil) }
  }
}
