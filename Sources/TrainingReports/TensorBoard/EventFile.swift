package import Foundation

/// A TensorBoard event file, which grows entry by entry.
package final class EventFile {
  package let path: String
  private let file: FileHandle

  /// Starts a new file in a folder, later in order than those that stand there.
  ///
  /// - Parameters:
  ///   - folder: Must exist.
  ///   - time: Of the first entry.
  /// - Throws: An error of the file system.
  package init(in folder: String, at time: Date) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let earlier = names.compactMap(Self.seconds).max() ?? 0
    let seconds = max(Int(time.timeIntervalSince1970), earlier + 1)
    let digits = String(seconds)
    let process = ProcessInfo.processInfo.processIdentifier
    path =
      "\(folder)/\(Self.prefix)" + String(repeating: "0", count: max(10 - digits.count, 0))
      + "\(digits).\(Self.host).\(process).0"
    try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try write(TensorBoardEvent(.version, at: time, step: 0))
  }

  deinit { try? file.close() }

  private static let prefix = "events.out.tfevents."

  /// The time in the name of a file.
  private static func seconds(ofFile name: String) -> Int? {
    guard name.hasPrefix(prefix) else { return nil }
    return name.dropFirst(prefix.count).split(separator: ".").first.flatMap { Int($0) }
  }

  private static var host: String {
    let name = try? String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
    let characters = (name ?? "host").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return characters.isEmpty ? "host" : characters
  }

  /// Adds an entry.
  package func write(_ event: TensorBoardEvent) throws {
    try file.write(contentsOf: Data(event.record))
  }
}
