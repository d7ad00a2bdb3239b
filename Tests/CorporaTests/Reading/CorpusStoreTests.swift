import Corpora
import FileStorage
import Foundation
import TestSupport
import Testing
import TextNormalization

@Suite struct CorpusStoreTests {
  private let workshop: StoreWorkshop

  init() throws {
    workshop = try StoreWorkshop()
  }

  @Test(arguments: [100, 1 << 16, 1 << 20])
  func aStoredCorpusIsThatInMemory(vocabularyCount: Int) throws {
    workshop.recipe.vocabularyCount = vocabularyCount
    let stored = try workshop.corpus()
    let memory = try workshop.corpusInMemory()
    try #require(stored.count == memory.count)
    #expect(stored.parts.map(\.pairs) == memory.parts.map(\.pairs))
    #expect(stored.parts.map(\.extents) == memory.parts.map(\.extents))
    #expect(stored.longest == memory.longest)
    for pair in (0..<stored.count).reversed() {
      #expect(stored[pair] == memory[pair])
      #expect(stored.extent(of: pair) == memory.extent(of: pair))
      #expect(stored.origin(of: pair) == memory.origin(of: pair))
    }
  }

  @Test func tokensBeyondSixteenBitsAreStored() throws {
    workshop.recipe.vocabularyCount = 70_001
    workshop.recipe.encoders = PairEncoders { $0.map { _ in [70_000, 65_535, 0] } }
    #expect(
      try workshop.corpus()[5]
        == SentencePair(
          source: [70_000, 65_535, 0], target: [70_000, 65_535, 0]))
  }

  @Test func longSidesAreStored() throws {
    workshop.recipe.filter.limits.maximumLength = 200_000
    let long = [Int32](repeating: 9, count: 100_000)
    workshop.recipe.encoders = PairEncoders(
      source: { $0.map { _ in long } }, target: { $0.map { _ in [4] } })
    let corpus = try workshop.corpus()
    #expect(corpus.extent(of: 1) == PairExtent(sourceCount: 100_000, targetCount: 2))
    #expect(corpus[1] == SentencePair(source: long, target: [4]))
  }

  @Test func aStoreIsUsedAgain() throws {
    let first = try workshop.corpus()
    #expect(workshop.events == [.making(path: workshop.store.path)])
    workshop.recipe.encoders = PairEncoders { _ in throw Unexpected() }
    let again = try workshop.corpus()
    #expect(workshop.events == [.reusing(path: workshop.store.path)])
    #expect(again.fingerprint == first.fingerprint)
    #expect(again.parts == first.parts)
  }

  @Test func aStoreIsUsedAgainWhereverTheTextLies() throws {
    let first = try workshop.corpus()
    try workshop.moveText()
    let again = try workshop.corpus()
    #expect(workshop.events == [.reusing(path: workshop.store.path)])
    #expect(again.fingerprint == first.fingerprint)
    #expect(again.origin(of: 0).corpus.hasSuffix("/moved/train"))
  }

  @Test(arguments: StoreWorkshop.Change.allCases)
  func whatDecidesTheTokensMakesANewStore(change: StoreWorkshop.Change) throws {
    _ = try workshop.corpus()
    try workshop.make(change)
    _ = try workshop.corpus()
    #expect(
      workshop.events == [
        .unusable(
          path: workshop.store.path,
          reason: "the text, the tokenizer or the filters are others now"),
        .making(path: workshop.store.path),
      ])
  }

  @Test func aChangeThatLeavesTheTokensAloneKeepsTheFingerprint() throws {
    let fingerprint = try workshop.corpus().fingerprint
    workshop.recipe.filter.limits.maximumLength += 1
    #expect(try workshop.corpus().fingerprint == fingerprint)
    try workshop.make(.text)
    #expect(try workshop.corpus().fingerprint != fingerprint)
  }

  @Test func anyDamageIsFoundAndMended() throws {
    let expected = try workshop.corpus()
    let path = workshop.store.path
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var damaged: [Data] = stride(from: 0, to: whole.count, by: 97).map { whole.prefix($0) }
    damaged += stride(from: 0, to: whole.count, by: 61).map { position in
      var bytes = whole
      bytes[position] ^= 0x10
      return bytes
    }
    damaged.append(whole + [0])
    for bytes in damaged {
      try bytes.write(to: URL(fileURLWithPath: path))
      let corpus = try workshop.corpus()
      try #require(workshop.events.count == 2, "\(workshop.events)")
      #expect(workshop.events[1] == .making(path: path))
      #expect(corpus.fingerprint == expected.fingerprint)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    }
  }

  @Test func theListOfDroppedPairsBelongsToTheStore() throws {
    _ = try workshop.corpus()
    let list = try String(contentsOfFile: workshop.store.droppedPath, encoding: .utf8)
    #expect(list.split(separator: "\n").count == 1 + 8)
    #expect(list.contains("\n\(workshop.folder.path)/train\t11\tempty source\t\t"))
    try FileManager.default.removeItem(atPath: workshop.store.droppedPath)
    _ = try workshop.corpus()
    #expect(workshop.events.last == .making(path: workshop.store.path))
    #expect(try String(contentsOfFile: workshop.store.droppedPath, encoding: .utf8) == list)
  }

  @Test func leftoversOfAKilledRunAreRemoved() throws {
    let leftovers = [workshop.store.path, workshop.store.droppedPath].map {
      $0 + ".9999999-1.partial"
    }
    for path in leftovers { try Data([1]).write(to: URL(fileURLWithPath: path)) }
    _ = try workshop.corpus()
    for path in leftovers { #expect(!FileManager.default.fileExists(atPath: path)) }
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let store = CorpusStore(
      path: workshop.folder.path + "/none/train.tokens", droppedPath: workshop.store.droppedPath)
    #expect(
      throws: FileError.unwritable(path: store.path, reason: "No such file or directory")
    ) { try store.corpus(of: workshop.recipe) { _ in } }
  }

  @Test func textThatIsNotUTF8LeavesTheOldStore() throws {
    _ = try workshop.corpus()
    let before = try Data(contentsOf: URL(fileURLWithPath: workshop.store.path))
    let file = workshop.folder.path + "/train.en"
    try Data([0x31, 0x0A, 0xFF, 0x0A]).write(to: URL(fileURLWithPath: file))
    #expect(throws: TextError.invalidUTF8(file: file, line: 2, byteOffset: 0)) {
      try workshop.corpus()
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: workshop.store.path)) == before)
  }
}

private struct Unexpected: Error {}

/// Two corpora of numbers, of which some lines are empty, and what stores them.
final class StoreWorkshop {
  enum Change: CaseIterable {
    case text
    case tokenizer
    case vocabulary
    case length
    case duplicates
    case order
  }

  let folder: TemporaryFolder
  let store: CorpusStore
  var recipe: CorpusRecipe
  /// What the last call of `corpus` told.
  private(set) var events: [CorpusStore.Event] = []

  init() throws {
    folder = try TemporaryFolder()
    store = CorpusStore(
      path: folder.path("train.tokens"), droppedPath: folder.path("dropped.tsv"))
    recipe = CorpusRecipe(
      prefixes: [folder.path("train"), folder.path("more")], languages: ("en", "de"),
      encoders: PairEncoders(joint: Self.encode), vocabularyCount: 100, encoderIdentity: [1, 2])
    for (name, lines) in [("train", 1...150), ("more", 131...170)] {
      for (side, factor) in [("en", 3), ("de", 5)] {
        try Self.text(lines: lines, factor: factor)
          .write(toFile: folder.path("\(name).\(side)"), atomically: true, encoding: .utf8)
      }
    }
  }

  /// A line has up to nine numbers; every 23rd is empty in sources.
  private static func text(lines: ClosedRange<Int>, factor: Int) -> String {
    let lines = lines.map { line in
      if factor == 3 && line % 23 == 11 { return "" }
      return (0...(line * factor % 9)).map { "\((line * factor + $0) % 100)" }
        .joined(separator: " ")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func encode(_ lines: [String]) -> [[Int32]] {
    lines.map { $0.split(separator: " ").compactMap { Int32($0) } }
  }

  func corpus() throws -> EncodedCorpus {
    events = []
    return try store.corpus(of: recipe) { events.append($0) }
  }

  /// The same pairs, read into memory.
  func corpusInMemory() throws -> EncodedCorpus {
    var all = EncodedCorpus(name: recipe.prefixes[0])
    for (number, prefix) in recipe.prefixes.enumerated() {
      let text = try ParallelText(prefix: prefix, sourceLanguage: "en", targetLanguage: "de")
      let corpus = try EncodedCorpus.read(
        text, filter: recipe.filter, encoders: recipe.encoders
      ).corpus
      if number > 0 { all.beginPart(name: prefix) }
      for pair in 0..<corpus.count { all.append(corpus[pair], line: corpus.origin(of: pair).line) }
    }
    return all
  }

  func moveText() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("moved"), withIntermediateDirectories: false)
    for name in ["train.en", "train.de", "more.en", "more.de"] {
      try FileManager.default.moveItem(
        atPath: folder.path(name), toPath: folder.path("moved/" + name))
    }
    recipe.prefixes = [folder.path("moved/train"), folder.path("moved/more")]
  }

  func make(_ change: Change) throws {
    switch change {
    case .text:
      let file = URL(fileURLWithPath: folder.path("more.de"))
      try (Data(contentsOf: file) + Data("7\n".utf8)).write(to: file)
      let partner = URL(fileURLWithPath: folder.path("more.en"))
      try (Data(contentsOf: partner) + Data("7\n".utf8)).write(to: partner)
    case .tokenizer: recipe.encoderIdentity = [1, 3]
    case .vocabulary: recipe.vocabularyCount += 1
    case .length: recipe.filter.limits.maximumLength += 1
    case .duplicates: recipe.filter.dropsDuplicates = true
    case .order: recipe.prefixes.reverse()
    }
  }
}
