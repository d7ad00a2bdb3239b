import TestSupport
import Testing
import Translation

@Suite struct LongInputTests {
  private static let sentence =
    "The dog ran home, and the cat, which was old, slept; it snored: loud – very loud."

  @Test(arguments: [8, 20, 40, 100, 250]) func partsFitTheModel(limit: Int) throws {
    let line = Array(repeating: Self.sentence, count: 4).joined(separator: "  ")
    let network = Recorder()
    let lines = try guarded([line, "short"], tokenLimit: limit, by: network.translate)
    #expect(lines.map(\.text) == [line, "short"])
    let asked = network.texts.flatMap { $0 }
    #expect(asked.allSatisfy { $0.utf8.count <= limit })
    #expect(lines.map(\.warnings.first) == [.longInput(parts: asked.count - 1), nil])
    #expect(network.calls.count == 1)
  }

  @Test func sentencesComeBeforeClausesAndWords() throws {
    let network = Recorder()
    let line = "One dog ran home. The old cat slept; it snored. Was it loud because of the dust?"
    _ = try guarded([line], tokenLimit: 28, by: network.translate)
    #expect(
      network.texts == [
        [
          "One dog ran home.", "The old cat slept;", "it snored.", "Was it loud",
          "because of the dust?",
        ]
      ])
  }

  @Test func textWithoutSpacesIsCutBetweenCharacters() throws {
    let network = Recorder()
    let texts = [
      String(repeating: "é", count: 300), String(repeating: "e\u{301}", count: 200),
      String(repeating: "我们", count: 200), String(repeating: "x", count: 5000),
    ]
    let lines = try guarded(texts, tokenLimit: 64, by: network.translate)
    #expect(lines.map { utf8($0.text) } == texts.map { utf8($0) })
    #expect(network.texts.flatMap { $0 }.allSatisfy { $0.utf8.count <= 64 })
    #expect(
      network.texts.flatMap { $0 }.allSatisfy { !$0.unicodeScalars.starts(with: ["\u{301}"]) })
  }

  @Test func protectedTextIsNotCut() throws {
    let line = (0..<60).map { "word {a\($0)}" }.joined(separator: " ")
    let lines = try guarded([line], tokenLimit: 25, by: FakeNetwork.copies.translate)
    #expect(lines.map(\.text) == [line])
  }

  @Test func manySpansTakeNoQuadraticTime() throws {
    let line = (0..<5000).map { "word {a\($0)}" }.joined(separator: " ")
    let lines = try guarded([line], by: FakeNetwork.dropsNumbers.translate)
    #expect(lines.map(\.text) == [line])
  }

  @Test func hugeLinesTakeNoQuadraticTime() throws {
    let line = String(repeating: Self.sentence + " ", count: 3000)
    let lines = try guarded([line], tokenLimit: 100, by: FakeNetwork.copies.translate)
    #expect(lines.map(\.text) == [line])
  }
}
