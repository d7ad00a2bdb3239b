import Foundation
import Synchronization

/// Words in the order of their hashes, in a part of a spill file.
struct SpilledRun: Sendable {
  let file: SpillFile
  let extent: Range<UInt64>
}

/// A temporary file for words that memory has no room for.
///
/// It has no name any more as soon as it is open, so nothing is left of it however the program ends.
final class SpillFile: Sendable {
  private let folder: String
  private let handle = Mutex<FileHandle?>(nil)

  /// Describes a file; it is made when it is first written to.
  init(folder: String) {
    self.folder = folder
  }

  /// Writes words as a run.
  ///
  /// - Parameter words: The words with their counts.
  /// - Returns: Where they stand.
  /// - Throws: ``TokenizationError/unwritable(file:reason:)``, if the disk is full or the folder
  ///   cannot be written to.
  func write(_ words: WordCounts) throws -> SpilledRun {
    let order = words.sortedWords()
    return try reportingFailure {
      try handle.withLock { handle in
        let open = try handle ?? Self.open(in: folder)
        handle = open
        let start = try open.seekToEnd()
        try Self.write(words, order: order, to: open)
        return SpilledRun(file: self, extent: start..<(try open.offset()))
      }
    }
  }

  /// Reads bytes at a position.
  ///
  /// - Parameters:
  ///   - position: Where the bytes start.
  ///   - count: How many bytes are there.
  /// - Returns: The bytes.
  /// - Throws: ``TokenizationError/unreadable(file:reason:)``.
  func read(at position: UInt64, count: Int) throws -> [UInt8] {
    let data = try? handle.withLock { handle -> Data? in
      try handle?.seek(toOffset: position)
      return try handle?.read(upToCount: count)
    }
    guard let data, data.count == count else {
      throw TokenizationError.unreadable(
        file: "temporary file in \(folder)", reason: "what was written there is gone")
    }
    return Array(data)
  }

  private static func open(in folder: String) throws -> FileHandle {
    let url = URL(fileURLWithPath: folder).appending(path: "apus-words-\(UUID().uuidString)")
    try Data().write(to: url, options: .withoutOverwriting)
    let handle = try FileHandle(forUpdating: url)
    try FileManager.default.removeItem(at: url)
    return handle
  }

  private static func write(_ words: WordCounts, order: [Int], to handle: FileHandle) throws {
    var buffer: [UInt8] = []
    for word in order {
      let extent = words.extent(ofWord: word)
      buffer.append(number: extent.count)
      buffer.append(contentsOf: words.bytes[extent])
      buffer.append(number: words.count(ofWord: word))
      guard buffer.count >= 1 << 20 else { continue }
      try handle.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    try handle.write(contentsOf: buffer)
  }

  private func reportingFailure<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw TokenizationError.unwritable(
        file: "temporary file in \(folder)", reason: error.localizedDescription)
    }
  }
}

extension [UInt8] {
  /// Appends a number that is not negative, seven bits a byte, the lowest first.
  fileprivate mutating func append(number: Int) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}
