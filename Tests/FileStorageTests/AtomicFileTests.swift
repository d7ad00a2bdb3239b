import FileStorage
import Foundation
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  @Test func bytesAndTextArriveInOrder() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write(to: folder + "/a.txt") { file in
        try file.write("one, ")
        try file.write([])
        try file.write(Array("zwölf".utf8))
      }
      #expect(try bytes(at: folder + "/a.txt") == Array("one, zwölf".utf8))
    }
  }

  @Test func nothingElseStaysInTheFolder() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write(to: folder + "/a.txt") { try $0.write("new") }
      #expect(try names(in: folder) == ["a.txt"])
    }
  }

  @Test func theFileAppearsOnlyAfterTheLastByte() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.txt"
      try store(Array("old".utf8), at: path)
      try AtomicFile.write(to: path) { file in
        try file.write("new")
        #expect(try bytes(at: path) == Array("old".utf8))
      }
      #expect(try bytes(at: path) == Array("new".utf8))
    }
  }

  @Test func anErrorHalfwayKeepsThePreviousFile() throws {
    struct Interruption: Error {}
    try withTemporaryFolder { folder in
      let path = folder + "/a.txt"
      try store(Array("old".utf8), at: path)
      #expect(throws: Interruption.self) {
        try AtomicFile.write(to: path) { file in
          try file.write("new")
          throw Interruption()
        }
      }
      #expect(try names(in: folder) == ["a.txt"])
      #expect(try bytes(at: path) == Array("old".utf8))
    }
  }

  /// Process numbers end far below this one on Linux.
  @Test func whatAKilledProcessLeftIsRemoved() throws {
    try withTemporaryFolder { folder in
      let own = ProcessInfo.processInfo.processIdentifier
      let strangers = [
        "a.partial", "a.txt.1-1.partial", "a.txt.9999999-1.partial.txt", "b-1.partial", "a.txt",
      ]
      for name in strangers + ["a.txt.9999999-1.partial", "b.txt.\(own)-12.partial"] {
        try store([1], at: folder + "/" + name)
      }
      #expect(AtomicFile.removeLeftovers(in: folder).count == 2)
      #expect(try names(in: folder) == strangers.sorted())
    }
  }

  @Test func aMissingFolderIsNamedWithTheReason() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/missing/a.txt"
      let error = #expect(throws: FileError.self) {
        try AtomicFile.write(to: path) { try $0.write("new") }
      }
      #expect(error == .unwritable(path: path, reason: "No such file or directory"))
      #expect(
        error?.localizedDescription == "\(path): cannot be written: No such file or directory")
      let remaining = try names(in: folder)
      #expect(remaining == [])
    }
  }

  @Test(.enabled(if: NSUserName() != "root", "root may write everywhere"))
  func aReadOnlyFolderKeepsThePreviousFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.txt"
      try store(Array("old".utf8), at: path)
      try setPermissions(0o500, of: folder)
      defer { try? setPermissions(0o700, of: folder) }
      #expect(throws: FileError.unwritable(path: path, reason: "Permission denied")) {
        try AtomicFile.write(to: path) { try $0.write("new") }
      }
      #expect(try names(in: folder) == ["a.txt"])
      #expect(try bytes(at: path) == Array("old".utf8))
    }
  }

  @Test func foldersAndPipesAreNotReplaced() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/folder", withIntermediateDirectories: false)
      try #require(mkfifo(folder + "/pipe", 0o600) == 0)
      for path in [folder + "/folder", folder + "/pipe"] {
        let reason = "there is something else than a regular file at this place"
        #expect(throws: FileError.unwritable(path: path, reason: reason)) {
          try AtomicFile.write(to: path) { try $0.write("new") }
        }
      }
      #expect(try names(in: folder) == ["folder", "pipe"])
    }
  }

  @Test func aSymbolicLinkIsFollowed() throws {
    try withTemporaryFolder { folder in
      try store(Array("old".utf8), at: folder + "/a.txt")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: folder + "/a.txt")
      try AtomicFile.write(to: folder + "/link") { try $0.write("new") }
      #expect(try names(in: folder) == ["a.txt", "link"])
      #expect(try bytes(at: folder + "/a.txt") == Array("new".utf8))
    }
  }

  @Test func writersOfTheSameFileDoNotMix() async throws {
    let path = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await withThrowingTaskGroup { group in
      for letter in ["a", "b", "c", "d"] {
        group.addTask {
          try AtomicFile.write(to: path) { file in
            for _ in 0..<100 { try file.write(letter) }
          }
        }
      }
      try await group.waitForAll()
    }
    let contents = try bytes(at: path)
    #expect(contents.count == 100)
    #expect(Set(contents).count == 1)
  }

  private func setPermissions(_ permissions: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }
}
