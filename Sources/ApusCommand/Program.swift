import ArgumentParser
import Foundation
import Kernels

/// The programs of the package, and how each of them ends.
public enum Program: String, Sendable {
  /// All of Apus: `apus VERB …`.
  case apus
  /// The verb `translate` as a program of its own.
  case translate

  /// The version that `--version` and model cards name.
  static let version = "0.1.0"

  /// Runs the program with the arguments of the process, and ends the process.
  ///
  /// The exit status is 0 when all was done, 1 after a failure, 2 after wrong usage, and 128 more
  /// than the number of the signal that ended the work.
  public func run() -> Never {
    exit(status(of: Array(CommandLine.arguments.dropFirst())))
  }

  private func status(of arguments: [String]) -> Int32 {
    var configured = ConfiguredArguments(arguments)
    do {
      try checkEnvironment()
      configured = try ConfiguredArguments(arguments, of: (rawValue, root))
      try run(configured)
      return 0
    } catch let exit as ExitCode {
      return exit.rawValue
    } catch {
      return report(error, of: configured)
    }
  }

  private func run(_ configured: ConfiguredArguments) throws {
    var command = try parse(configured.arguments)
    guard let dump = configured.dump else { return try command.run() }
    print(dump, terminator: "")
  }

  private func parse(_ arguments: [String]) throws -> any ParsableCommand {
    guard self == .apus, TrainStatusCommand.isMeant(by: arguments) else {
      return try root.parseAsRoot(arguments)
    }
    return try TrainStatusCommand.parseAsRoot(Array(arguments.dropFirst()))
  }

  /// The words of the command line, the options of configuration files among them.
  ///
  /// - Throws: An error of a configuration file.
  var configuredCommand: [String] {
    get throws {
      let arguments = Array(CommandLine.arguments.dropFirst())
      return [rawValue] + (try ConfiguredArguments(arguments, of: (rawValue, root)).arguments)
    }
  }

  private func checkEnvironment() throws {
    if let problem = InstructionSet.problem(with: InstructionSet.requested) {
      throw ValidationError(problem)
    }
  }

  private var root: any ParsableCommand.Type {
    switch self {
    case .apus: RootCommand.self
    case .translate: TranslateVerb.self
    }
  }

  /// Says what is wrong and returns the exit status; a request for help is an error to the parser.
  private func report(_ error: any Error, of configured: ConfiguredArguments) -> Int32 {
    switch root.exitCode(for: error) {
    case .success:
      print(root.fullMessage(for: error))
      return 0
    case .validationFailure:
      let message = root.fullMessage(for: error).trimmingPrefix("Error: ")
      StandardError.write("\(rawValue): error: \(configured.placed(message))")
      return 2
    default:
      StandardError.write("\(rawValue): error: \(root.message(for: error))")
      return 1
    }
  }
}
