import SubwordNMT
import TestSupport

/// The files of `Fixtures/subword-nmt`.
enum SubwordNMTFixture {
  static func path(_ name: String) -> String { Fixtures.path("subword-nmt/" + name) }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Fixtures.content("subword-nmt/" + name))
  }

  /// The JSON values of a file with one in each line.
  static func values<Value: Decodable>(_ name: String) throws -> [Value] {
    try jsonLines(Fixtures.content("subword-nmt/" + name))
  }
}

extension SubwordNMTVocabulary {
  init(text: [UInt8]) {
    self.init()
    count(utf8: text.span)
  }
}

extension SubwordNMTEncoder {
  mutating func encode(utf8 text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    append(encoding: text.span, to: &output)
    return output
  }
}

extension SubwordNMTDecoder {
  func decode(utf8 text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    append(decoding: text, to: &output)
    return output
  }
}

/// Where two texts differ first, in a form that people can read, or nil if they are equal.
func difference(_ actual: [UInt8], _ expected: [UInt8]) -> String? {
  guard actual != expected else { return nil }
  let actualLines = actual.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  let lines = expected.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  let line =
    lines.indices.first { $0 >= actualLines.count || actualLines[$0] != lines[$0] } ?? lines.count
  func text(_ lines: [ArraySlice<UInt8>]) -> String {
    line < lines.count ? String(decoding: lines[line], as: UTF8.self) : "(nothing)"
  }
  return "line \(line + 1): \(text(actualLines)) instead of \(text(lines))"
}
