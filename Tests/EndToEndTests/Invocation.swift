import Foundation
import Testing

/// What a program left when it ended.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String

  /// The lines of standard output.
  var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

/// A program that was started as a user would start it.
final class Invocation {
  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)
  /// Kept, so that its folder stays.
  private let workplace: Workplace
  private let output: URL
  private let errors: URL

  /// Starts a program.
  init(
    program: String, arguments: [String], in workplace: Workplace, input: Data = Data(),
    environment: [String: String] = [:]
  ) throws {
    self.workplace = workplace
    let name = workplace.folder.appendingPathComponent(".\(UUID().uuidString)")
    output = name.appendingPathExtension("output")
    errors = name.appendingPathExtension("errors")
    let source = name.appendingPathExtension("input")
    try input.write(to: source)
    for file in [output, errors] { try Data().write(to: file) }

    process.executableURL = Self.programFolder.appendingPathComponent(program)
    process.arguments = arguments
    process.currentDirectoryURL = workplace.folder
    process.environment = Self.environment(home: workplace.folder.path)
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.terminationHandler = { [ended] _ in ended.signal() }
    try process.run()
  }

  /// A test that fails leaves no program behind.
  deinit {
    if process.isRunning { endAtOnce() }
  }

  /// Nothing of the developer's own but a cap on the instruction set, which the tests are run with.
  private static func environment(home: String) -> [String: String] {
    let cap = ProcessInfo.processInfo.environment["APUS_INSTRUCTION_SET"]
    let fixed = ["HOME": home, "COLUMNS": "80", "LANG": "C.UTF-8"]
    return fixed.merging(cap.map { ["APUS_INSTRUCTION_SET": $0] } ?? [:]) { $1 }
  }

  /// The built programs lie beside the test bundle.
  static let programFolder = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent()

  /// What the program has said so far on standard error.
  var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Sends SIGINT, as Ctrl-C does.
  func interrupt() { process.interrupt() }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Sends SIGKILL, which no program can answer.
  func endAtOnce() { send(SIGKILL) }

  var isRunning: Bool { process.isRunning }

  /// Waits until the program has said something on standard error, or for two minutes.
  func waitForErrors(toContain text: String) {
    let deadline = Date(timeIntervalSinceNow: 120)
    while !errorsSoFar.contains(text), process.isRunning, Date() < deadline {
      Thread.sleep(forTimeInterval: 0.001)
    }
  }

  /// Waits for the end, at most five minutes.
  func outcome() throws -> Outcome {
    let hasEnded = ended.wait(timeout: .now() + 300) == .success
    if !hasEnded { kill(process.processIdentifier, SIGKILL) }
    try #require(hasEnded, "no end after five minutes: \(process.arguments ?? [])\n\(errorsSoFar)")
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: errorsSoFar)
  }
}
