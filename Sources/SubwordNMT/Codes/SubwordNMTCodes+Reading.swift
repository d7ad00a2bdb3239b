import Tokenization

extension SubwordNMTCodes {
  /// Reads a file of codes.
  ///
  /// - Parameters:
  ///   - path: The file that `learn-bpe` wrote.
  ///   - limit: How many merges to read, or nil for all.
  /// - Throws: ``TokenizationError`` naming the file, the line and what was wanted there, and
  ///   `TextError` if it is not UTF-8.
  public init(contentsOf path: String, merges limit: Int? = nil) throws {
    try self.init(utf8: try WholeFile.read(path), name: path, merges: limit)
  }

  /// Reads the content of a file of codes.
  ///
  /// - Parameters:
  ///   - utf8: The content.
  ///   - name: What messages call the file.
  ///   - limit: How many merges to read, or nil for all.
  /// - Throws: The same errors.
  public init(utf8: [UInt8], name: String = "codes", merges limit: Int? = nil) throws {
    precondition(limit ?? 0 >= 0, "the number of merges is at least 0")
    try UTF8Validation.validate(utf8, file: name)
    var reader = CodesReader(file: name, limit: limit ?? .max)
    try reader.read(utf8)
    self.init(version: reader.version ?? .endOfWordSymbol, merges: reader.merges, name: name)
  }
}

/// Reads codes line by line.
private struct CodesReader {
  let file: String
  let limit: Int
  private(set) var version: SubwordNMTCodes.Version?
  private(set) var merges: [SubwordNMTCodes.Merge] = []
  private var lineNumber = 0

  init(file: String, limit: Int) {
    self.file = file
    self.limit = limit
  }

  mutating func read(_ utf8: [UInt8]) throws {
    let end = (utf8.lastIndex { $0 != SpacedText.lineFeed } ?? -1) + 1
    guard end > 0 else { throw problem("nothing in it; wanted \"#version: 0.2\" and merges") }
    try SpacedText.forEachLine(in: utf8.span.extracting(0..<end)) { range in
      lineNumber += 1
      let line = utf8[range]
      if lineNumber == 1, line.starts(with: Array("#version:".utf8)) {
        version = try readVersion(line)
      } else if merges.count < limit {
        merges.append(try readMerge(line))
      }
    }
  }

  /// The last word of the header is the version, in which `.0` at the end means nothing.
  private func readVersion(_ line: ArraySlice<UInt8>) throws -> SubwordNMTCodes.Version {
    let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    var numbers = (words.last ?? "").split(separator: ".", omittingEmptySubsequences: false)
      .map { Int($0) }
    while numbers.count > 1, numbers.last == 0 { numbers.removeLast() }
    switch numbers {
    case [0, 1]: return .endOfWordSymbol
    case [0, 2]: return .endOfWordSuffix
    default: throw problem("\"\(words.joined(separator: " "))\"; wanted \"#version: 0.2\" or 0.1")
    }
  }

  private func readMerge(_ line: ArraySlice<UInt8>) throws -> SubwordNMTCodes.Merge {
    let bytes = Array(line)
    let content = bytes[SpacedText.stripped(bytes.indices, of: bytes.span)]
    let symbols = content.split(
      separator: SpacedText.space, maxSplits: 2, omittingEmptySubsequences: false)
    guard symbols.count == 2, !symbols[0].isEmpty, !symbols[1].isEmpty else {
      throw problem("\"\(LineExcerpt(content))\"; wanted \"left right\"")
    }
    return SubwordNMTCodes.Merge(left: Array(symbols[0]), right: Array(symbols[1]))
  }

  private func problem(_ problem: String) -> TokenizationError {
    .malformed(file: file, line: lineNumber == 0 ? nil : lineNumber, problem: problem)
  }
}
