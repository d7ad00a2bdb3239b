import ArgumentParser
import Foundation
import Kernels

extension ParsableArguments {
  /// Refuses a count below 1.
  ///
  /// - Parameters:
  ///   - count: What was given; nil passes.
  ///   - option: The option's name, with dashes.
  /// - Throws: `ValidationError`, which ends the command with status 2.
  func requirePositive(_ count: Int?, _ option: String) throws {
    guard let count, count < 1 else { return }
    throw ValidationError("\(option) is \(count); wanted 1 or more")
  }

  /// Refuses a number outside of a range, and one that is no number.
  ///
  /// - Parameters:
  ///   - value: What was given; nil passes.
  ///   - range: What is allowed.
  ///   - option: The option's name, with dashes.
  ///   - wanted: What is allowed, in words.
  /// - Throws: `ValidationError`, which ends the command with status 2.
  func require<Value>(
    _ value: Value?, in range: some RangeExpression<Value>, _ option: String, wanted: String
  ) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError("\(option) is \(value); wanted \(wanted)")
  }
}

/// How many threads work.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Worker threads. Results do not depend on it. (default: all cores)", valueName: "n"))
  var threads: Int?

  var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    try requirePositive(threads, "--threads")
  }
}

extension Precision: ExpressibleByArgument {}
