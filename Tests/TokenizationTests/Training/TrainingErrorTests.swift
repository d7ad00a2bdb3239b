import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// What is wrong with options, files or sizes is said and not trapped.
@Suite struct TrainingErrorTests {
  private typealias Adjustment = @Sendable (inout BPETrainer.Options) -> Void

  private static let senselessOptions: [(name: String, adjust: Adjustment)] = [
    ("size", { $0.size = .merges(-1) }), ("size", { $0.size = .vocabulary(0) }),
    ("minimumFrequency", { $0.minimumFrequency = 0 }),
    ("maximumPieceLength", { $0.maximumPieceLength = 0 }),
    ("characterCoverage", { $0.characterCoverage = 1.5 }),
    ("characterCoverage", { $0.characterCoverage = .nan }),
    ("threadCount", { $0.threadCount = 0 }), ("memoryLimit", { $0.memoryLimit = 0 }),
    ("protectedSymbols", { $0.protectedSymbols = [""] }),
    ("protectedSymbols", { $0.protectedSymbols = ["x", "y", "x"] }),
    ("protectedSymbols", { $0.protectedSymbols = ["a▁b"] }),
    ("protectedSymbols", { $0.protectedSymbols = [" "] }),
    ("protectedSymbols", { $0.protectedSymbols = ["</s>"] }),
    ("protectedSymbols", { $0.protectedSymbols = ["ﬁ"] }),
  ]

  @Test(arguments: senselessOptions.indices)
  func anOptionThatMakesNoSenseIsNamed(number: Int) {
    let (name, adjust) = Self.senselessOptions[number]
    var options = BPETrainer.Options(size: .merges(1))
    adjust(&options)
    #expect {
      try BPETrainer(options)
    } throws: { error in
      guard case TokenizationError.invalidOption(name, _) = error else { return false }
      return true
    }
  }

  @Test func aFileThatIsNotThereIsNamed() {
    #expect(throws: TextError.missingFile("/nowhere/text")) {
      try trained(onFiles: ["/nowhere/text"], BPETrainer.Options(size: .merges(0)))
    }
  }

  @Test(arguments: [1, 4])
  func invalidUTF8IsNamedWithFileAndLine(threadCount: Int) throws {
    let lines = Array(repeating: Array("some good text\n".utf8), count: 40_000).joined()
    let broken = lines + Array("ab".utf8) + [0xC3, 0x28] + lines + [0xFF]
    let file = try TemporaryText(bytes: Array(broken))
    var options = BPETrainer.Options(size: .merges(0))
    options.threadCount = threadCount
    #expect(throws: TextError.invalidUTF8(file: file.path, line: 40_001, byteOffset: 2)) {
      try trained(onFiles: [file.path], options)
    }
  }

  @Test func aLineThatNeedsMoreMemoryThanAllowedIsNamed() throws {
    let file = try TemporaryText(["short", String(repeating: "long ", count: 1_000_000)])
    var options = BPETrainer.Options(size: .merges(0))
    options.memoryLimit = 8 << 20
    #expect {
      try trained(onFiles: [file.path], options)
    } throws: { error in
      guard case TextError.malformed(file.path, line: 2?, _) = error else { return false }
      return true
    }
  }

  @Test func aTextThatNeedsMoreMemoryThanAllowedIsRefused() throws {
    var generator = SeededGenerator(state: 3)
    let words = (0..<200_000).map { _ in generator.word(of: "abcdefghij", count: 12) }
    let file = try TemporaryText(words)
    var options = BPETrainer.Options(size: .merges(10))
    options.memoryLimit = 10 << 20
    #expect {
      try trained(onFiles: [file.path], options)
    } throws: { error in
      guard case TokenizationError.insufficientMemory(limit: 10 << 20, let needed) = error else {
        return false
      }
      return needed > 10 << 20
    }
  }

  @Test func aFolderThatCannotBeWrittenToIsNamed() throws {
    var generator = SeededGenerator(state: 6)
    let file = try TemporaryText((0..<99).map { _ in generator.word(of: "abc", count: 9) })
    var options = BPETrainer.Options(size: .merges(0))
    options.wordCapacity = 16
    options.temporaryFolder = "/nowhere"
    #expect {
      try trained(onFiles: [file.path], options)
    } throws: { error in
      guard case TokenizationError.unwritable(let file, _) = error else { return false }
      return file.contains("/nowhere")
    }
  }

  @Test func anImpossibleNumberOfMergesIsRefusedAtOnce() throws {
    var generator = SeededGenerator(state: 8)
    let words = (0..<120_000).map { _ in generator.word(of: "abcdefghij", count: 12) }
    let file = try TemporaryText(words)
    var reports = 0
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(.max)))
    try trainer.count(contentsOf: file.path)
    #expect {
      try trainer.train { _, _ in reports += 1 }
    } throws: { error in
      guard case TokenizationError.tooManyMerges(.max, let largest) = error else { return false }
      return largest < 120_000 * 12
    }
    #expect(reports == 0)
  }

  @Test func emptyTextAndNULsAreText() throws {
    let file = try TemporaryText(bytes: Array("a\0b\0\n\n\r\n\0".utf8))
    var options = BPETrainer.Options(size: .merges(0))
    options.normalizer = Normalizer(steps: [])
    let tokenizer = try trained(onFiles: [file.path], options)
    #expect(tokenizer.id(forPiece: "\0") != nil)
    #expect(tokenizer.id(forPiece: "\r") == nil)
    #expect(tokenizer.vocabularyCount == 259 + 4)
  }
}
