import FileStorage
import Foundation
import Interchange
import TestSupport
import Testing

/// A malformed file and what is wrong with it.
struct MalformedFile: CustomTestStringConvertible, Sendable {
  let contents: [UInt8]
  let defect: SafetensorsDefect

  var testDescription: String { defect.description }

  init(_ contents: [UInt8], _ defect: SafetensorsDefect) {
    self.contents = contents
    self.defect = defect
  }

  init(_ header: String, dataLength: Int = 0, _ defect: SafetensorsDefect) {
    self.init(safetensors(header: header, data: Array(repeating: 0, count: dataLength)), defect)
  }
}

@Suite struct SafetensorsDefectTests {
  @Test(arguments: lengths + layouts + descriptions + syntax + strings)
  func isRefused(file: MalformedFile) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/malformed.safetensors"
      try store(file.contents, at: path)
      #expect(throws: InterchangeError.malformed(path: path, file.defect)) {
        try SafetensorsFile(contentsOf: path)
      }
    }
  }

  @Test func theMessageNamesTheFileAndWhatWasWanted() {
    let error = InterchangeError.malformed(
      path: "m.safetensors", .hole(tensor: "b", start: 8, wanted: 4))
    #expect(
      error.localizedDescription == "m.safetensors: not a valid safetensors file: "
        + "tensor “b” starts at byte 8 of the data, after a hole; wanted 4")
  }

  @Test func everyTruncationIsRefused() throws {
    let whole = try bytes(at: Fixture.mixed)
    try withTemporaryFolder { folder in
      for length in whole.indices {
        let path = "\(folder)/\(length)"
        try store(Array(whole[..<length]), at: path)
        #expect(throws: InterchangeError.self, "\(length) bytes") {
          try SafetensorsFile(contentsOf: path)
        }
      }
    }
  }

  @Test func noChangedByteOfTheHeaderIsFatal() throws {
    let whole = try bytes(at: Fixture.mixed)
    try withTemporaryFolder { folder in
      let path = folder + "/changed"
      for position in 0..<(whole.count - 100) {
        var changed = whole
        changed[position] ^= UInt8(1 << (position % 8))
        try store(changed, at: path)
        do { _ = try SafetensorsFile(contentsOf: path) } catch is InterchangeError {}
      }
    }
  }

  @Test func aMissingFileIsNamedWithTheReason() {
    #expect(
      throws: FileError.unreadable(path: "/missing/m", reason: "No such file or directory")
    ) { try SafetensorsFile(contentsOf: "/missing/m") }
  }

  @Test func aFolderIsNotAFile() {
    #expect(throws: FileError.unreadable(path: "/", reason: "Is a directory")) {
      try SafetensorsFile(contentsOf: "/")
    }
  }
}

private let lengths = [
  MalformedFile([], .truncatedHeader(fileLength: 0, wanted: 8)),
  MalformedFile([2, 0, 0], .truncatedHeader(fileLength: 3, wanted: 8)),
  MalformedFile(
    [3, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), .truncatedHeader(fileLength: 10, wanted: 11)),
  MalformedFile(
    [0x01, 0xE1, 0xF5, 0x05, 0, 0, 0, 0],
    .headerTooLong(byteCount: 100_000_001, limit: 100_000_000)),
  MalformedFile(
    Array(repeating: 0xFF, count: 16), .headerTooLong(byteCount: .max, limit: 100_000_000)),
  MalformedFile("{}", dataLength: 1, .wrongDataLength(found: 1, wanted: 0)),
  MalformedFile(
    header(("a", "F32", [1], [0, 4])), dataLength: 5, .wrongDataLength(found: 5, wanted: 4)),
  MalformedFile(
    header(("a", "F32", [1], [0, 4])), dataLength: 3, .wrongDataLength(found: 3, wanted: 4)),
]

private let layouts = [
  MalformedFile(
    header(("a", "F32", [2], [0, 8]), ("b", "F32", [1], [4, 8])), dataLength: 8,
    .overlap(tensor: "b", start: 4, wanted: 8)),
  MalformedFile(
    header(("a", "F32", [1], [0, 4]), ("b", "F32", [1], [0, 4])), dataLength: 4,
    .overlap(tensor: "b", start: 0, wanted: 4)),
  MalformedFile(
    header(("a", "F32", [1], [0, 4]), ("b", "F32", [1], [8, 12])), dataLength: 12,
    .hole(tensor: "b", start: 8, wanted: 4)),
  MalformedFile(
    header(("a", "F32", [1], [4, 8])), dataLength: 8, .hole(tensor: "a", start: 4, wanted: 0)),
  MalformedFile(
    header(("a", "F32", [2, 3], [0, 20])), dataLength: 20,
    .wrongByteCount(tensor: "a", found: 20, wanted: 24)),
  MalformedFile(
    header(("a", "F32", [1], [4, 0])), dataLength: 4, .invalidOffsets(tensor: "a", found: [4, 0])),
  MalformedFile(
    header(("a", "F32", [1], [0, 4, 4])), dataLength: 4,
    .invalidOffsets(tensor: "a", found: [0, 4, 4])),
  MalformedFile(
    header(("a", "F32", [1 << 31, 1 << 31], [0, 4])), dataLength: 4,
    .shapeTooLarge(tensor: "a", shape: [1 << 31, 1 << 31])),
  MalformedFile(
    header(("a", "F32", [.max], [0, 4])), dataLength: 4,
    .shapeTooLarge(tensor: "a", shape: [.max])),
  MalformedFile(
    header(("a", "F32", [1], [0, .max])), dataLength: 4,
    .wrongByteCount(tensor: "a", found: .max, wanted: 4)),
]

private let descriptions = [
  MalformedFile(
    header(("a", "F33", [1], [0, 4])), dataLength: 4,
    .unknownElementType(tensor: "a", found: "F33")),
  MalformedFile(
    header(("a", "F32", [1], [0, 4]), ("a", "F32", [1], [4, 8])), dataLength: 8,
    .duplicateName("a")),
  MalformedFile(#"{"__metadata__":{},"__metadata__":{}}"#, .duplicateName("__metadata__")),
  MalformedFile(#"{"__metadata__":{"k":"1","k":"2"}}"#, .duplicateName("k")),
  MalformedFile(#"{"a":{"dtype":"F32","dtype":"F32"}}"#, .duplicateName("dtype")),
  MalformedFile(
    #"{"a":{"shape":[],"data_offsets":[0,4]}}"#, .missingMember(tensor: "a", member: "dtype")),
  MalformedFile(
    #"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, .missingMember(tensor: "a", member: "shape")),
  MalformedFile(
    #"{"a":{"dtype":"F32","shape":[]}}"#, .missingMember(tensor: "a", member: "data_offsets")),
  MalformedFile(#"{"a":{"device":"cpu"}}"#, .unknownMember(tensor: "a", member: "device")),
]

private let syntax = [
  MalformedFile("", .unexpectedJSON(position: 8, wanted: "“{”")),
  MalformedFile("[]", .unexpectedJSON(position: 8, wanted: "“{”")),
  MalformedFile(" {}", .unexpectedJSON(position: 8, wanted: "“{”")),
  MalformedFile("{", .unexpectedJSON(position: 9, wanted: "“\"”")),
  MalformedFile("{,}", .unexpectedJSON(position: 9, wanted: "“\"”")),
  MalformedFile(#"{"a""#, .unexpectedJSON(position: 12, wanted: "“:”")),
  MalformedFile(#"{"a":1}"#, .unexpectedJSON(position: 13, wanted: "“{”")),
  MalformedFile("{}x", .unexpectedJSON(position: 10, wanted: "the end of the header")),
  MalformedFile(#"{"a":{"dtype":4}}"#, .unexpectedJSON(position: 22, wanted: "“\"”")),
  MalformedFile(#"{"__metadata__":{"k":1}}"#, .unexpectedJSON(position: 29, wanted: "“\"”")),
  MalformedFile(#"{"a":{"shape":[1,]}}"#, integerWanted(at: 25)),
  MalformedFile(#"{"a":{"shape":[-1]}}"#, integerWanted(at: 23)),
  MalformedFile(#"{"a":{"shape":[01]}}"#, integerWanted(at: 23)),
  MalformedFile(#"{"a":{"shape":[9223372036854775808]}}"#, integerWanted(at: 23)),
  MalformedFile(#"{"a":{"shape":[1.5]}}"#, .unexpectedJSON(position: 24, wanted: "“]”")),
  MalformedFile(#"{"a":{"shape":[[1]]}}"#, integerWanted(at: 23)),
]

private let strings = [
  MalformedFile(#"{"a"#, .unexpectedJSON(position: 11, wanted: "the end of a string")),
  MalformedFile(#"{"\"#, .unexpectedJSON(position: 11, wanted: "an escape of JSON")),
  MalformedFile(#"{"\x"#, .unexpectedJSON(position: 11, wanted: "an escape of JSON")),
  MalformedFile(#"{"\u12"#, .unexpectedJSON(position: 12, wanted: "four hexadecimal digits")),
  MalformedFile(#"{"\u+123"#, .unexpectedJSON(position: 12, wanted: "four hexadecimal digits")),
  MalformedFile(#"{"\u-000"#, .unexpectedJSON(position: 12, wanted: "four hexadecimal digits")),
  MalformedFile(
    #"{"\ud800"#,
    .unexpectedJSON(position: 16, wanted: "two halves of a surrogate before this place")),
  MalformedFile(
    #"{"\ud800\n"#,
    .unexpectedJSON(position: 17, wanted: "the second half of a surrogate")),
  MalformedFile(
    #"{"\ud800\u0041"#,
    .unexpectedJSON(position: 22, wanted: "two halves of a surrogate before this place")),
  MalformedFile(
    "{\"a\nb", .unexpectedJSON(position: 11, wanted: "an escape instead of a control character")),
  MalformedFile(
    [5, 0, 0, 0, 0, 0, 0, 0] + Array("{\"".utf8) + [0xC3] + Array("\":".utf8),
    .unexpectedJSON(position: 11, wanted: "UTF-8 before this end of a string")),
]

private func integerWanted(at position: Int) -> SafetensorsDefect {
  .unexpectedJSON(position: position, wanted: "a whole number of at most \(Int.max)")
}
