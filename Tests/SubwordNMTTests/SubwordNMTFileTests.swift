import Foundation
import SubwordNMT
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// Files of codes and vocabularies: what is read, and what is refused.
@Suite struct SubwordNMTFileTests {
  private func codes(_ text: String, merges: Int? = nil) throws -> SubwordNMTCodes {
    try SubwordNMTCodes(utf8: Array(text.utf8), name: "bpe.codes", merges: merges)
  }

  private func vocabulary(_ text: String, threshold: Int = 0) throws -> SubwordNMTVocabulary {
    try SubwordNMTVocabulary(utf8: Array(text.utf8), name: "vocab.en", threshold: threshold)
  }

  // MARK: Codes

  @Test func aFileWithoutHeaderIsVersionOne() throws {
    #expect(try codes("a b\nab </w>\n").version == .endOfWordSymbol)
    #expect(try codes("#version: 0.1\na b\n").version == .endOfWordSymbol)
    #expect(try codes("#version: 0.2.0\r\na b\r\n").version == .endOfWordSuffix)
    #expect(try codes("#version: 0.2\n").merges.isEmpty)
  }

  @Test func onlyTheWantedMergesAreRead() throws {
    #expect(try codes("#version: 0.2\na b\nc d\nbroken\n", merges: 2).merges.count == 2)
    #expect(try codes("#version: 0.2\na b\n", merges: 9).merges.count == 1)
  }

  @Test func codesAreWrittenAsTheyWereRead() throws {
    let path = SubwordNMTFixture.path("joint.codes")
    let codes = try SubwordNMTCodes(contentsOf: path)
    #expect(codes.merges.count == 500)
    #expect(codes.utf8 == (try SubwordNMTFixture.bytes("joint.codes")))
    try withTemporaryFolder { folder in
      try codes.write(to: folder + "/copy.codes")
      #expect(try SubwordNMTCodes(contentsOf: folder + "/copy.codes") == codes)
    }
  }

  @Test(arguments: ["broken", "a b c", "a  b", "", "a\u{A0}b"])
  func aBrokenLineSeventeenIsNamed(line: String) throws {
    let lines = ["#version: 0.2"] + (2...16).map { "a b\($0)" } + [line, "c d"]
    #expect(
      throws: TokenizationError.malformed(
        file: "bpe.codes", line: 17, problem: "\"\(line)\"; wanted \"left right\"")
    ) { try codes(lines.joined(separator: "\n") + "\n") }
  }

  @Test(arguments: ["#version: 0.3", "#version:", "#version: 0.2.1", "#version: two"])
  func anUnknownVersionIsRefused(header: String) {
    let error = #expect(throws: TokenizationError.self) { try codes(header + "\na b\n") }
    #expect(error?.description.hasPrefix("bpe.codes:1: \"\(header)\"; wanted \"#version") == true)
  }

  @Test func anEmptyFileIsRefused() {
    #expect(throws: TokenizationError.self) { try codes("") }
    #expect(throws: TokenizationError.self) { try codes("\n\n") }
  }

  @Test func bytesThatAreNotUTF8AreRefusedWithTheirLine() {
    let bytes = Array("#version: 0.2\na b\nc ".utf8) + [0xFF, 0x0A]
    #expect(throws: TextError.invalidUTF8(file: "bpe.codes", line: 3, byteOffset: 2)) {
      try SubwordNMTCodes(utf8: bytes, name: "bpe.codes")
    }
    #expect(throws: TextError.invalidUTF8(file: "vocab.en", line: 3, byteOffset: 2)) {
      try SubwordNMTVocabulary(utf8: bytes.map { $0 == 0x62 ? 0x32 : $0 }, name: "vocab.en")
    }
  }

  @Test func aMissingFileIsNamed() {
    let error = #expect(throws: TokenizationError.self) {
      try SubwordNMTCodes(contentsOf: "no/such.codes")
    }
    #expect(error?.description.hasPrefix("no/such.codes: cannot be read: ") == true)
    #expect(throws: TokenizationError.self) { try TextBlocks(path: "no/such.txt") }
  }

  // MARK: Vocabularies

  @Test(arguments: ["word", "word count", "word  5", "", "word 5 6", "word -1", "word 1.5"])
  func aVocabularyLineWithoutACountIsNamed(line: String) {
    let error = TokenizationError.malformed(
      file: "vocab.en", line: 2, problem: "\"\(line)\"; wanted \"word count\"")
    #expect(throws: error) { try vocabulary("the 12\n\(line)\nof 3\n") }
  }

  @Test func wordsBelowTheThresholdAreLeftOut() throws {
    let vocabulary = try vocabulary("the 12\r\nof 3\nthe 1\na 2\n", threshold: 3)
    #expect(vocabulary.utf8 == Array("the 12\nof 3\n".utf8))
  }

  @Test func countsOfOneWordAddUp() throws {
    #expect(try vocabulary("a 2\nb 3\na 2\n").utf8 == Array("a 4\nb 3\n".utf8))
    #expect(throws: TokenizationError.self) { try vocabulary("a \(Int.max)\na 1\n") }
  }

  // MARK: Text

  @Test(arguments: [1, 2, 3, 5, 64, 1 << 20])
  func blocksAreWholeLinesAndTogetherTheFile(blockSize: Int) throws {
    var blocks = try TextBlocks(path: SubwordNMTFixture.path("text.txt"), blockSize: blockSize)
    var text: [UInt8] = []
    while let block = try blocks.next() {
      #expect(text.last ?? 0x0A == 0x0A && !block.isEmpty)
      text += block
    }
    #expect(text == (try SubwordNMTFixture.bytes("text.txt")))
  }

  @Test(arguments: [1, 4, 1 << 20])
  func aBlockThatIsNotUTF8IsRefusedWithItsLineInTheFile(blockSize: Int) throws {
    try withTemporaryFile(Data("a\nb c\nd".utf8) + [0xFF]) { path in
      var blocks = try TextBlocks(path: path, blockSize: blockSize)
      #expect(throws: TextError.invalidUTF8(file: path, line: 3, byteOffset: 1)) {
        while try blocks.next() != nil {}
      }
    }
  }

  // MARK: Mutations

  @Test func mutatedFilesAreReadOrRefusedAndNeverCrash() throws {
    let codesFile = Array(try SubwordNMTFixture.bytes("joint.codes").prefix(400))
    let vocabularyFile = Array("ch@@ 20\ner 12\ner@@ 5\nth@@ 4\nthe 3\n".utf8)
    let text = Array("the other chair </w> \u{E9}\u{301} schreiben".utf8)
    var generator = SeededGenerator(state: 1)
    var readCount = 0
    for _ in 0..<(SlowTests.areWanted ? 200_000 : 2_000) {
      let codes = try? SubwordNMTCodes(utf8: mutated(codesFile, &generator))
      let words = try? SubwordNMTVocabulary(utf8: mutated(vocabularyFile, &generator))
      _ = try? PlainVocabulary(utf8: mutated(vocabularyFile, &generator), format: .marian)
      guard let codes else { continue }
      readCount += 1
      var options = SubwordNMTEncoder.Options()
      options.vocabulary = words
      options.dropout = readCount.isMultiple(of: 4) ? 0.2 : 0
      var encoder = try SubwordNMTEncoder(codes, options: options)
      let encoded = encoder.encode(utf8: text)
      #expect(SubwordNMTDecoder().decode(utf8: encoded) == text)
      _ = try? codes.huggingFaceJSON()
      if let words { _ = try? SubwordNMTLearner(words).learn() }
    }
    #expect(readCount > 100)
  }

  /// The bytes with up to four of them changed, taken out, doubled, or cut off behind.
  private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    let replacements: [UInt8] = Array(" \n\r<>/w.:#0b9-@'\"\\".utf8) + [0, 0x80, 0xC3, 0xFF]
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
      let position = Int.random(in: bytes.indices, using: &generator)
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: bytes.remove(at: position)
      case 1: bytes.insert(bytes[position], at: position)
      case 2: bytes.removeSubrange(position...)
      default: bytes[position] = replacements.randomElement(using: &generator) ?? 0
      }
    }
    return bytes
  }
}
