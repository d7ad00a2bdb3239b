import ArgumentParser

/// The options of a command that can be configured by files.
///
/// A command gets all of it by this group: `ConfiguredArguments` reads the files before the parser
/// sees the arguments.
struct ConfigurationArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A YAML file of options by their names, as in 'max-updates: 5000'. What the command line "
        + "gives wins; of several files the last. Relative paths are relative to the current "
        + "folder.", valueName: "file"))
  var config: [String] = []

  @Flag(help: "Prints every option with its value as YAML for --config, and ends.")
  var dumpConfig = false
}
