import Foundation
import TestSupport
import Testing
import Tokenization

/// Nothing but the text and what is asked for decides what is learned.
@Suite struct TrainingInvarianceTests {
  @Test(arguments: [1, 2, 3, 8])
  func theNumberOfThreadsChangesNothing(threadCount: Int) throws {
    let file = try TemporaryText(Self.lines(2_000))
    let options = Self.options { $0.threadCount = threadCount }
    #expect(try trained(onFiles: [file.path], options).data == Self.reference.get().data)
  }

  @Test func theOrderOfFilesChangesNothing() throws {
    let lines = Self.lines(2_000)
    let files = try [lines[..<700], lines[700...]].map { try TemporaryText(Array($0)) }
    let (forwards, backwards) = try withExtendedLifetime(files) {
      (
        try trained(onFiles: files.map(\.path), Self.options()),
        try trained(onFiles: files.map(\.path).reversed(), Self.options())
      )
    }
    #expect(forwards.data == backwards.data)
    #expect(try forwards.data == Self.reference.get().data)
  }

  @Test func linesAndFilesAreCountedAlike() throws {
    var trainer = try BPETrainer(Self.options())
    for line in Self.lines(2_000) { trainer.count(line) }
    #expect(try trainer.train().data == Self.reference.get().data)
  }

  @Test(arguments: [1, 100, 1_000, 10_000])
  func theLengthOfRoundsChangesNothing(trackedPairLimit: Int) throws {
    let file = try TemporaryText(Self.lines(2_000))
    let options = Self.options { $0.trackedPairLimit = trackedPairLimit }
    #expect(try trained(onFiles: [file.path], options).data == Self.reference.get().data)
  }

  /// A table of words that holds a few hundred spills time and again.
  @Test(arguments: [1, 3])
  func aLimitOnMemoryChangesNothing(threadCount: Int) throws {
    let folder = try TemporaryFolder()
    let file = try TemporaryText(Self.lines(2_000))
    let options = Self.options {
      $0.threadCount = threadCount
      $0.memoryLimit = 6 << 20
      $0.wordCapacity = 256
      $0.temporaryFolder = folder.path
    }
    #expect(try trained(onFiles: [file.path], options).data == Self.reference.get().data)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func symbolsOfThirtyTwoBitsAreLearnedAlike() throws {
    let lines = (0..<66_000).map { number in
      String(
        String.UnicodeScalarView(
          [0x2_0000, 0x1_0000].compactMap {
            Unicode.Scalar(UInt32($0 + number % 40_000))
          }))
    }
    let options = Self.options {
      $0.size = .merges(10)
      $0.minimumFrequency = 1
    }
    var trainer = try BPETrainer(options)
    for line in lines + ["ab ab ab", "b ab"] { trainer.count(line) }
    let tokenizer = try trainer.train()
    #expect(tokenizer.vocabularyCount > 1 << 16)
    #expect(tokenizer.mergedPieces.prefix(2) == ["▁a", "▁ab"])
  }

  @Test func aTrainerThatHasTrainedHasSeenNoText() throws {
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(0)))
    trainer.count("abc")
    #expect(try trainer.train().vocabularyCount == 259 + 4)
    #expect(try trainer.train().vocabularyCount == 259 + 1)
  }

  // MARK: Texts

  private static let reference = Result {
    var trainer = try BPETrainer(options { $0.threadCount = 1 })
    for line in lines(2_000) { trainer.count(line) }
    return try trainer.train()
  }

  private static func options(
    _ adjust: (inout BPETrainer.Options) -> Void = { _ in }
  ) -> BPETrainer.Options {
    var options = BPETrainer.Options(size: .merges(1_500))
    adjust(&options)
    return options
  }

  /// Words of several scripts, the frequent ones short, as in language.
  private static func lines(_ count: Int) -> [String] {
    var generator = SeededGenerator(state: 12)
    return (0..<count).map { _ in
      (0..<8).map { _ in
        let letters = ["aeinrst", "aeinrstbdflo", "аеинорст", "的一是不了"].randomElement(
          using: &generator)
        let length = [2, 3, 3, 5, 9].randomElement(using: &generator) ?? 1
        return generator.word(of: letters ?? "a", count: length)
      }.joined(separator: " ")
    }
  }
}
