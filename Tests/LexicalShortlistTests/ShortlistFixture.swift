import FileStorage
import LexicalShortlist
import TestSupport

/// A small shortlist, and its file.
struct ShortlistFixture {
  static let sourceCount = 30
  static let targetCount = 100
  static let purpose = ShortlistPurpose(
    sourceLanguage: "en", targetLanguage: "de", tokenizerFile: [7, 1, 7])

  let folder: TemporaryFolder
  let path: String
  let content: ShortlistContent

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("shortlist.bin")
    var generator = SeededGenerator(state: 3)
    let likely = (0..<Self.sourceCount).map { source in
      (0..<generator.below(9)).map { _ in Int32(generator.below(Self.targetCount)) }
    }
    content = ShortlistContent(
      targetVocabularyCount: Self.targetCount, always: [2, 1, 0, 1], frequent: [70, 5, 99, 63, 64],
      likely: likely)
    try content.write(to: path, for: Self.purpose)
  }

  /// The list of a sentence, put together by sets.
  func list(_ source: [Int32], first: Int = .max, best: Int = .max) -> [Int32] {
    let likely = source.flatMap { content.likely[Int($0)].prefix(best) }
    return Set(content.always + content.frequent.prefix(first) + likely).sorted()
  }

  /// The bytes with the right checksum at their end.
  static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= 8 else { return bytes }
    let body = Array(bytes.dropLast(8))
    var checksum = Checksum()
    checksum.update(body.span)
    return body + checksum.value.littleEndianBytes
  }
}
