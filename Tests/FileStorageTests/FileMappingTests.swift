import FileStorage
import Foundation
import TestSupport
import Testing

@Suite struct FileMappingTests {
  /// Enough for several pages of any system.
  private static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }

  @Test func numbersHaveTheirLowestByteFirst() throws {
    try withTemporaryFile(Data([1, 2, 3, 4, 5, 6, 7, 8, 9])) { path in
      let file = try FileMapping(contentsOf: path)
      #expect(file.count == 9)
      #expect(file.number16(at: 7) == 0x0908)
      #expect(file.number32(at: 1) == 0x0504_0302)
      #expect(file.number64(at: 1) == 0x0908_0706_0504_0302)
    }
  }

  @Test func releasedBytesAreReadAgain() throws {
    try withTemporaryFile(Data(Self.bytes)) { path in
      let file = try FileMapping(contentsOf: path)
      for _ in 0..<2 {
        let read = file.withBytes(70_001..<270_003) { span in span.indices.map { span[$0] } }
        #expect(read == Array(Self.bytes[70_001..<270_003]))
        file.release(70_001..<270_003)
      }
    }
  }

  @Test func aRemovedFileStaysReadable() throws {
    try withTemporaryFile(Data(Self.bytes)) { path in
      let file = try FileMapping(contentsOf: path)
      try FileManager.default.removeItem(atPath: path)
      file.release(0..<file.count)
      #expect(
        file.number16(at: 299_998) == UInt16(Self.bytes[299_999]) << 8 | UInt16(Self.bytes[299_998])
      )
      try Data([7]).write(to: URL(fileURLWithPath: path))
    }
  }

  @Test func theChecksumOfAFileIsThatOfItsBytes() throws {
    try withTemporaryFile(Data(Self.bytes)) { path in
      let file = try FileMapping(contentsOf: path)
      var (mapped, expected) = (Checksum(), Checksum())
      mapped.update(file, 5..<299_001)
      expected.update(Array(Self.bytes[5..<299_001]).span)
      #expect(mapped.value == expected.value)
    }
  }

  @Test func anEmptyFileHasNoBytes() throws {
    try withTemporaryFile(Data()) { path in
      let file = try FileMapping(contentsOf: path)
      #expect(file.count == 0)
      file.expectRandomAccess()
      file.release(0..<0)
      #expect(file.withBytes(0..<0) { $0.count } == 0)
    }
  }

  @Test func aMissingFileIsNamed() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/none"
      #expect(
        throws: FileError.unreadable(path: path, reason: "No such file or directory")
      ) { try FileMapping(contentsOf: path) }
    }
  }
}
