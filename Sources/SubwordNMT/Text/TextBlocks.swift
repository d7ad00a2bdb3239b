import Foundation
import TextNormalization
import Tokenization

/// A text in blocks of whole lines, so that a file of any size fits into memory.
///
/// The bytes are those of the file, line ends included; all of them are UTF-8.
package struct TextBlocks {
  private let name: String
  private let handle: FileHandle
  private let blockSize: Int
  private var unfinished: [UInt8] = []
  private var lineCount = 0
  private var isAtEnd = false

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file, or nil for standard input.
  ///   - blockSize: About how many bytes a block has; a line may be longer.
  /// - Throws: ``TokenizationError/unreadable(file:reason:)``.
  package init(path: String?, blockSize: Int = 1 << 22) throws {
    self.blockSize = blockSize
    name = path ?? "standard input"
    guard let path else {
      handle = .standardInput
      return
    }
    do {
      handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw TokenizationError.unreadable(file: path, reason: error.localizedDescription)
    }
  }

  /// The next lines, at least one, or nil at the end of the text.
  ///
  /// - Returns: Whole lines with their line feeds, which the last line may lack.
  /// - Throws: `TextError.invalidUTF8` with the number of the line, and
  ///   ``TokenizationError/unreadable(file:reason:)``.
  package mutating func next() throws -> [UInt8]? {
    while !isAtEnd {
      let chunk = try read()
      isAtEnd = chunk.isEmpty
      guard let last = chunk.lastIndex(of: SpacedText.lineFeed) else {
        unfinished += chunk
        continue
      }
      let block = unfinished + chunk[...last]
      unfinished = Array(chunk[(last + 1)...])
      return try validated(block)
    }
    defer { unfinished = [] }
    return unfinished.isEmpty ? nil : try validated(unfinished)
  }

  private func read() throws -> Data {
    do {
      return try handle.read(upToCount: blockSize) ?? Data()
    } catch {
      throw TokenizationError.unreadable(file: name, reason: error.localizedDescription)
    }
  }

  private mutating func validated(_ block: [UInt8]) throws -> [UInt8] {
    try UTF8Validation.validate(block, file: name, linesBefore: lineCount)
    lineCount += block.count { $0 == SpacedText.lineFeed }
    return block
  }
}

/// Finds the line that is not UTF-8.
enum UTF8Validation {
  /// Refuses bytes that are not UTF-8.
  ///
  /// - Parameters:
  ///   - text: Lines of text.
  ///   - file: What messages call the file.
  ///   - linesBefore: How many lines of the file stand before.
  /// - Throws: `TextError.invalidUTF8` with the number of the line.
  static func validate(_ text: [UInt8], file: String, linesBefore: Int = 0) throws {
    guard String(validating: text, as: UTF8.self) == nil else { return }
    var line = linesBefore
    try SpacedText.forEachLine(in: text.span) { range in
      line += 1
      let count = validPrefixCount(text[range])
      guard count == range.count else {
        throw TextError.invalidUTF8(file: file, line: line, byteOffset: count)
      }
    }
  }

  private static func validPrefixCount(_ line: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = line.makeIterator()
    var count = 0
    while case .valid(let scalar) = parser.parseScalar(from: &bytes) { count += scalar.count }
    return count
  }
}

/// Reads and writes whole files.
enum WholeFile {
  static func read(_ path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw TokenizationError.unreadable(file: path, reason: error.localizedDescription)
    }
  }

  /// Replaces a file as a whole or not at all.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw TokenizationError.unwritable(file: path, reason: error.localizedDescription)
    }
  }
}
