import Foundation
import Testing

/// A disk that takes no more costs no work.
@Suite struct FullDiskTests {
  private static let options = ["--max-updates", "6", "--keep", "1", "--keep-best", "0"]
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
    let whole = try workplace.apus(TrainingArguments.make(Self.options, output: "whole"))
    try #require(whole.status == 0, "\(whole.errors)")
  }

  private func start(_ more: [String], output: String) throws -> Invocation {
    try Invocation(
      program: "apus", arguments: TrainingArguments.make(Self.options + more, output: output),
      in: workplace)
  }

  private func expectWholeBytes(in output: String) throws {
    for file in ["checkpoints/update-000006.safetensors", "model.safetensors"] {
      let whole = try workplace.bytes(of: "whole/\(file)")
      #expect(try workplace.bytes(of: "\(output)/\(file)") == whole, "\(file)")
    }
  }

  private func checkpoints(of output: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: workplace.path(output) + "/checkpoints")
  }

  /// The disk is a file system in memory with room for three checkpoints and a half.
  @Test(.enabled(if: SmallDisk.isPossible, "mounting a file system is not allowed here"))
  func aFullDiskStopsARunWithItsLastCheckpointIntact() throws {
    let size = try workplace.bytes(of: "whole/checkpoints/update-000006.safetensors").count
    let disk = try SmallDisk(at: workplace.path("disk"), byteCount: size * 7 / 2)
    let first = try workplace.train("--max-updates", "2", "--keep", "1", output: "disk/model")
    try #require(first.status == 0, "\(first.errors)")
    try disk.fill(leaving: size / 4)

    let stopped = try start(["--disk-wait", "0.5"], output: "disk/model").outcome()
    #expect(stopped.status == 1)
    #expect(stopped.errors.contains("warning: disk/model/checkpoints: "))
    #expect(
      stopped.errors.contains("update-000003.safetensors: not saved: No space left on device"))
    #expect(stopped.errors.contains(" MB are needed, "))
    #expect(stopped.errors.contains("the checkpoint of update 2 is whole"))
    #expect(try checkpoints(of: "disk/model") == ["update-000002.safetensors"])

    let waiting = try start(["--disk-wait", "30"], output: "disk/model")
    waiting.waitForErrors(toContain: "Training waits")
    try disk.makeRoom()
    let outcome = try waiting.outcome()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("going on after update 2"))
    try expectWholeBytes(in: "disk/model")
  }

  /// The system's limit of a file's size ends a program that does not expect it.
  @Test func aLimitOfFileSizesIsLikeAFullDisk() throws {
    _ = try workplace.train("--max-updates", "2", "--keep", "1", output: "model")
    let program = Invocation.programFolder.appendingPathComponent("apus").path
    let arguments = TrainingArguments.make(
      Self.options + ["--disk-wait", "0"], output: workplace.path("model"))
    let command =
      "cd '\(workplace.folder.path)' && ulimit -f 8000 && exec '\(program)' \"$@\" 2>log"
    #expect(try Shell.run(command, arguments) == 1)
    let log = String(decoding: try workplace.bytes(of: "log"), as: UTF8.self)
    #expect(log.contains("update-000003.safetensors: not saved: File too large"), "\(log)")
    #expect(try checkpoints(of: "model") == ["update-000002.safetensors"])
    let outcome = try start([], output: "model").outcome()
    #expect(outcome.errors.contains("going on after update 2"))
    try expectWholeBytes(in: "model")
  }
}

private enum Shell {
  /// Runs a command line and returns its exit status.
  static func run(_ command: String, _ arguments: [String] = []) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command, "sh"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A small file system of its own, gone with this value.
private final class SmallDisk {
  private let path: String

  static let isPossible: Bool = {
    let path = FileManager.default.temporaryDirectory.path + "/apus-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    return (try? SmallDisk(at: path, byteCount: 1 << 20)) != nil
  }()

  init(at path: String, byteCount: Int) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let command = "mount -t tmpfs -o size=\(byteCount) tmpfs '\(path)'"
    try #require(try Shell.run(command) == 0)
  }

  deinit { _ = try? Shell.run("umount -l '\(path)'") }

  /// Writes zeros until so many bytes are left.
  func fill(leaving byteCount: Int) throws {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
    let free = try #require(attributes[.systemFreeSize] as? NSNumber).intValue
    try Data(count: free - byteCount).write(to: URL(fileURLWithPath: path + "/ballast"))
  }

  func makeRoom() throws { try FileManager.default.removeItem(atPath: path + "/ballast") }
}
