import Foundation
import TestSupport
import Testing
import TextNormalization

@Suite struct LineReaderTests {
  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n", [""]),
    ("\n\na\n", ["", "", "a"]), ("a\r\nb\r\n", ["a", "b"]), ("\r\n", [""]),
    ("a\rb\r\r\nc\r", ["a\rb\r", "c\r"]), ("\u{FEFF}a\nb", ["a", "b"]), ("\u{FEFF}", []),
    ("\u{FEFF}\n", [""]), ("a\n\u{FEFF}b", ["a", "\u{FEFF}b"]),
    ("a\u{2028}b\u{85}c\u{0C}d\u{2029}e\nf", ["a\u{2028}b\u{85}c\u{0C}d\u{2029}e", "f"]),
    ("nul\u{0}s\n\u{0}\n", ["nul\u{0}s", "\u{0}"]), ("ß\n日本語\n👩‍👩‍👧", ["ß", "日本語", "👩‍👩‍👧"]),
  ])
  func linesEndAtLineFeedsOnly(text: String, expected: [String]) throws {
    try withTemporaryFile(Data(text.utf8)) { path in
      for chunkSize in [1, 2, 3, 4, 7, LineReader.defaultChunkSize] {
        let lines = try remainingLines(of: LineReader(path: path, chunkSize: chunkSize))
        #expect(lines.map(\.scalarValues) == expected.map(\.scalarValues), "\(chunkSize)")
      }
    }
  }

  @Test func lineLongerThanAChunkIsWhole() throws {
    let long = String(repeating: "0123456789", count: 1000)
    try withTemporaryFile(Data("a\n\(long)\nb\n".utf8)) { path in
      let lines = try remainingLines(of: LineReader(path: path, chunkSize: 64))
      #expect(lines == ["a", long, "b"])
    }
  }

  @Test func linesAreNumberedFromOne() throws {
    try withTemporaryFile(Data("a\n\nb".utf8)) { path in
      let reader = try LineReader(path: path)
      var numbers = [reader.lineNumber]
      while try reader.next() != nil { numbers.append(reader.lineNumber) }
      #expect(numbers == [0, 1, 2, 3])
      #expect(try reader.next() == nil)
    }
  }

  @Test func descriptorIsReadAndStaysOpen() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("a\nb".utf8))
    try pipe.fileHandleForWriting.close()
    let descriptor = pipe.fileHandleForReading.fileDescriptor
    let lines = try remainingLines(of: LineReader(descriptor: descriptor))
    #expect(lines == ["a", "b"])
    #expect(try pipe.fileHandleForReading.read(upToCount: 1)?.count ?? 0 == 0)
  }

  @Test func terminalGetsItsLineBeforeThreeBytesAreThere() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("a\n".utf8))
    let descriptor = pipe.fileHandleForReading.fileDescriptor
    // A read that would wait for more fails instead of hanging the test.
    try #require(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
    let reader = LineReader(descriptor: descriptor)
    #expect(try reader.next() == "a")
    try pipe.fileHandleForWriting.close()
    #expect(try reader.next() == nil)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], 1), ([0x80], 0), ([0xC3], 0), ([0x61, 0xE2, 0x82], 1),
      ([0xC3, 0xA4, 0xC0, 0x80], 2), ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
    ] as [([UInt8], Int)])
  func invalidUTF8NamesFileLineAndByte(bytes: [UInt8], byteOffset: Int) throws {
    try withTemporaryFile(Data("fine\nä\n".utf8) + Data(bytes) + Data("\nfine".utf8)) { path in
      let reader = try LineReader(path: path)
      #expect(try reader.next() == "fine")
      #expect(try reader.next() == "ä")
      let expected = TextError.invalidUTF8(file: path, line: 3, byteOffset: byteOffset)
      #expect(throws: expected) { try reader.next() }
    }
  }

  @Test func missingFileIsNamed() throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
    #expect(throws: TextError.missingFile(path)) { try LineReader(path: path) }
    #expect(throws: TextError.missingFile(path)) { try LineReader.lines(ofFile: path) }
  }

  @Test func folderIsRefused() throws {
    let path = FileManager.default.temporaryDirectory.path
    #expect(throws: TextError.isDirectory(path)) { try LineReader(path: path) }
  }

  @Test func closedDescriptorIsUnreadable() throws {
    let reader = LineReader(descriptor: -1, name: "standard input")
    let expected = TextError.unreadable(path: "standard input", reason: "Bad file descriptor")
    #expect(throws: expected) { try reader.next() }
  }

  @Test(arguments: [
    (TextError.missingFile("a.en"), "a.en: no such file"),
    (.isDirectory("a"), "a: is a folder; a text file was expected"),
    (
      .unreadable(path: "a.en", reason: "Permission denied"),
      "a.en: cannot be read: Permission denied"
    ),
    (
      .invalidUTF8(file: "a.en", line: 12, byteOffset: 3),
      "a.en, line 12: not UTF-8 at byte offset 3 of the line; convert the file to UTF-8 first"
    ),
  ])
  func errorsSayWhatIsWrong(error: TextError, message: String) {
    #expect("\(error)" == message)
  }
}

private func remainingLines(of reader: LineReader) throws -> [String] {
  var lines: [String] = []
  while let line = try reader.next() { lines.append(line) }
  return lines
}
