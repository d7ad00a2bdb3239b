import ArgumentParser
import Foundation

/// A command as ArgumentParser describes it to other programs.
struct CommandDescription: Decodable {
  let commandName: String
  let aliases: [String]?
  let subcommands: [CommandDescription]?
  let arguments: [OptionDescription]?

  /// Describes a command and those below it.
  init(of command: any ParsableCommand.Type) throws {
    let text = command._dumpHelp()
    self = try JSONDecoder().decode(Tool.self, from: Data(text.utf8)).command
  }

  private struct Tool: Decodable {
    let command: CommandDescription
  }

  /// The command that some words are for, and how many of them name it.
  func command(named words: [String]) -> (command: CommandDescription, wordCount: Int) {
    let inner = subcommands?.first { subcommand in
      subcommand.commandName == words.first
        || subcommand.aliases?.contains(words.first ?? "") == true
    }
    guard let inner else { return (self, 0) }
    let (command, count) = inner.command(named: Array(words.dropFirst()))
    return (command, count + 1)
  }

  /// What a configuration file can set, in the order of the help.
  var configurable: [OptionDescription] {
    (arguments ?? []).filter { argument in
      argument.kind != .positional && !argument.key.isEmpty
        && !Self.unconfigurable.contains(argument.key)
    }
  }

  private static let unconfigurable: Set = ["help", "version", "config", "dump-config"]
}

/// An option or a flag as ArgumentParser describes it.
struct OptionDescription: Decodable {
  enum Kind: String, Decodable {
    case positional, option, flag
  }

  struct Name: Decodable {
    let kind: String
    let name: String

    var spelling: String { (kind == "long" ? "--" : "-") + name }
  }

  let kind: Kind
  let isOptional: Bool
  let isRepeating: Bool
  let parsingStrategy: String
  let names: [Name]?
  let valueName: String?
  let defaultValue: String?
  let abstract: String?
  let sectionTitle: String?

  /// The first long name, by which it stands in a file; empty where there is none.
  var key: String { longNames.first ?? "" }

  var longNames: [String] { (names ?? []).filter { $0.kind == "long" }.map(\.name) }

  /// The spelling that switches a flag off, where there is one.
  var negation: String? {
    longNames.first { $0 == "no-" + key || $0 == "disable-" + key }.map { "--" + $0 }
  }

  /// Whether more than one value may follow.
  var takesList: Bool { parsingStrategy == "upToNextOption" }

  /// The value that the command has where none is given; nil where that is no value.
  var defaultValues: [String]? {
    switch kind {
    case .positional: nil
    case .flag: [negation != nil && defaultValue == "--" + key ? "true" : "false"]
    case .option where isRepeating: defaultValue?.components(separatedBy: ", ")
    case .option: defaultValue.map { [$0] }
    }
  }
}
