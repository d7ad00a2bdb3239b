import FileStorage
import Foundation
import LexicalShortlist
import TestSupport
import Testing

/// Damaged and forged files give an error that names the byte, and never anything else.
@Suite struct ShortlistDefectTests {
  private static let mutationCount = 20_000
  /// Where the sections of the fixture begin; see `ShortlistLayout`.
  private static let (always, frequent, starts) = (48, 60, 80)
  private static let entries = starts + 4 * (ShortlistFixture.sourceCount + 1)

  private let fixture: ShortlistFixture
  private let whole: [UInt8]

  init() throws {
    fixture = try ShortlistFixture()
    whole = try bytes(at: fixture.path)
  }

  @Test func aFileThatIsMissingIsNamed() {
    let path = fixture.folder.path("none")
    #expect(throws: FileError.unreadable(path: path, reason: "No such file or directory")) {
      try Shortlist(contentsOf: path)
    }
  }

  @Test(arguments: [0, 1, 15, 47, 55])
  func aFileThatEndsInItsHeaderIsFound(count: Int) throws {
    try expectDefect(in: Array(whole.prefix(count)), byte: count, "ends within its header")
  }

  @Test func anotherFormatIsFound() throws {
    try expectDefect(in: replacing(UInt8(ascii: "S"), at: 5), byte: 5, "no shortlist of Apus")
    try expectDefect(in: replacing(UInt32(2), at: 16), byte: 16, "version 2 of the format")
  }

  @Test(arguments: [20, 24, 28, 32, 36])
  func countsThatCannotBeAreFound(position: Int) throws {
    let bytes = replacing(UInt32.max, at: position)
    let error = try #require(throws: ShortlistError.self) { try open(bytes) }
    guard case .malformed(fixture.path, let byte, _) = error else {
      Issue.record("\(error)")
      return
    }
    // As many entries as that could be; the file is too short for them.
    #expect(byte == (position == 36 ? whole.count : position))
  }

  @Test func anotherSizeIsFound() throws {
    try expectDefect(in: whole.dropLast(), byte: whole.count - 1, "its header wants")
    try expectDefect(in: whole + [0], byte: whole.count, "its header wants")
  }

  @Test func damageIsFound() throws {
    for position in stride(from: 40, to: whole.count, by: 7) {
      let bytes = replacing(whole[position] ^ 0x20, at: position)
      try expectDefect(in: bytes, byte: whole.count - 8, "checksum is wrong")
    }
  }

  @Test func forgedSectionsAreFound() throws {
    try expectForgery(UInt32(1), at: Self.starts, byte: Self.starts, "do not begin at 0")
    try expectForgery(UInt32.max, at: Self.starts + 8, byte: Self.starts + 8, "entries from")
    try expectForgery(
      UInt32(fixture.content.likely.joined().count) - 1, at: Self.entries - 4,
      byte: Self.entries - 4, "the entries end at")
    let (tooLarge, wanted) = (UInt32(ShortlistFixture.targetCount), "wanted one below 100")
    for position in [Self.always + 8, Self.frequent + 4, Self.entries + 12] {
      try expectForgery(tooLarge, at: position, byte: position, wanted)
    }
    try expectForgery(UInt32(0), at: Self.always + 4, byte: Self.always + 4, "ascending order")
  }

  @Test func mutationsNeverEndTheProgram() throws {
    var generator = SeededGenerator(state: 17)
    var (openedCount, isSound, problems) = (0, true, Set<Int>())
    let all = (0..<ShortlistFixture.sourceCount).map { Int32($0) }
    for number in 0..<Self.mutationCount {
      var bytes = whole
      for _ in 0...generator.below(3) { Self.damage(&bytes, &generator) }
      if number % 4 > 0 { bytes = ShortlistFixture.sealed(bytes) }
      do {
        let shortlist = try open(bytes)
        openedCount += 1
        let list = shortlist.tokens(for: all.filter { $0 < shortlist.sourceVocabularyCount })
        isSound = isSound && list.allSatisfy { 0..<shortlist.targetVocabularyCount ~= Int($0) }
        isSound = isSound && zip(list, list.dropFirst()).allSatisfy { $0 < $1 }
      } catch ShortlistError.malformed(fixture.path, let byte, _) {
        isSound = isSound && 0...bytes.count ~= byte
        problems.insert(byte)
      }
    }
    #expect(isSound)
    #expect(openedCount > Self.mutationCount / 50)
    #expect(problems.count > 100)
  }

  private static func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let position = generator.below(bytes.count)
    switch generator.below(8) {
    case 0: bytes.removeSubrange(position...)
    case 1: bytes.insert(UInt8(generator.below(256)), at: position)
    case 2:
      let end = min(bytes.count, position + generator.below(40))
      bytes.removeSubrange(position..<end)
    case 3: bytes[generator.below(min(48, bytes.count))] = UInt8(generator.below(256))
    default: bytes[position] ^= UInt8(1 << generator.below(8))
    }
  }

  private func open(_ bytes: some Sequence<UInt8>) throws -> Shortlist {
    // Written over, since what `Data` writes it waits for to be on the disk.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: fixture.path))
    try file.write(contentsOf: Array(bytes))
    try file.truncate(atOffset: file.offset())
    try file.close()
    return try Shortlist(contentsOf: fixture.path)
  }

  private func replacing(_ number: some FixedWidthInteger, at position: Int) -> [UInt8] {
    var bytes = whole
    let replacement = number.littleEndianBytes
    bytes.replaceSubrange(position..<position + replacement.count, with: replacement)
    return bytes
  }

  private func expectForgery(
    _ number: UInt32, at position: Int, byte: Int, _ problem: String,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let forged = ShortlistFixture.sealed(replacing(number, at: position))
    try expectDefect(in: forged, byte: byte, problem, location: location)
  }

  private func expectDefect(
    in bytes: some Sequence<UInt8>, byte: Int, _ problem: String,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let error = try #require(
      throws: ShortlistError.self, sourceLocation: location, performing: { try open(bytes) })
    let text = error.description
    #expect(text.hasPrefix("\(fixture.path), byte \(byte): "), "\(text)", sourceLocation: location)
    #expect(text.contains(problem), "\(text)", sourceLocation: location)
  }
}
