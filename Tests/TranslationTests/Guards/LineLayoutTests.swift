import TestSupport
import Testing
import Translation

@Suite struct LineLayoutTests {
  @Test(arguments: [
    "", " ", "\t \u{A0}\u{3000}", "\r", "123", "1,234.50 €", "...", "— * * *", "😀 👍🏽!", "{name}",
    "https://x.org/a", "  %s\r", "<br/>", "\u{FEFF}", "٣٤", "{a} / {b}",
  ]) func whatHasNoLettersIsNotTranslated(line: String) throws {
    let network = Recorder { _ in "nonsense" }
    let lines = try guarded([line], by: network.translate)
    #expect(lines.map { utf8($0.text) } == [utf8(line)])
    #expect(network.calls.isEmpty)
  }

  @Test(
    arguments: ["", " ", "\t", "\u{A0}", "  \u{2003}", "\u{FEFF}", "\u{202B}"],
    ["", " ", "\r", " \u{B}"])
  func whiteSpaceAroundALineStays(before: String, after: String) throws {
    let network = Recorder { "<" + $0.text + ">" }
    let lines = try guarded([before + "a dog" + after], by: network.translate)
    #expect(lines.map { utf8($0.text) } == [utf8(before + "<a dog>" + after)])
    #expect(network.texts == [["a dog"]])
  }

  @Test(arguments: [
    "\u{2028}", "\u{85}", "\u{C}", "\u{0}", "\t", "\r", "\n", "\u{2029}", " \u{1}\t",
  ])
  func separatorsWithinALineStay(separator: String) throws {
    let network = Recorder { $0.text.uppercased() }
    let lines = try guarded(["one dog\(separator)two cats"], by: network.translate)
    #expect(lines.map { utf8($0.text) } == [utf8("ONE DOG\(separator)TWO CATS")])
    #expect(network.texts == [["one dog", "two cats"]])
  }

  @Test func aNetworkCannotBreakALine() throws {
    let lines = try guarded(["a dog", "a cat"], by: FakeNetwork.breaksLines.translate)
    #expect(lines.map(\.text) == ["a a dog     b", "a a cat     b"])
    #expect(lines.map(\.codes) == [["cleaned"], ["cleaned"]])
  }

  @Test func brokenCharactersOfANetworkAreRemoved() throws {
    let network = Recorder { $0.text + "\u{FFFD}" }
    let lines = try guarded(["a dog", "a \u{FFFD} cat"], by: network.translate)
    #expect(lines.map(\.text) == ["a dog", "a \u{FFFD} cat"])
    #expect(lines.map(\.codes) == [["cleaned"], ["protected", "cleaned"]])
  }

  @Test func allLinesGoThroughTheNetworkAtOnce() throws {
    let network = Recorder { "Ein " + $0.text }
    let lines = try guarded(["dog", "", "  cat", "{a} bird\tmouse"], by: network.translate)
    #expect(lines.map(\.text) == ["Ein dog", "", "  Ein cat", "Ein {a} bird\tEin mouse"])
    #expect(network.calls.map(\.count) == [4])
  }

  @Test func aDocumentKeepsItsLayout() throws {
    let network = Recorder { "[" + $0.text + "]" }
    let document = [
      "# A heading", "", "  - One item. Another  sentence!", "\t12) Twelve", "> - [x] Done.",
      "Is it? It is.  So be it.", "a) first", "A dog, 3. No. 5 is next. Yes.",
    ]
    let lines = try guarded(document, { $0.splitsSentences = true }, by: network.translate)
    #expect(
      lines.map(\.text) == [
        "# [A heading]", "", "  - [One item.] [Another  sentence!]", "\t12) [Twelve]",
        "> - [x] [Done.]", "[Is it?] [It is.]  [So be it.]", "a) [first]",
        "[A dog, 3.] [No. 5 is next.] [Yes.]",
      ])
    #expect(network.calls.count == 1)
  }

  @Test func aLineOfSentencesIsWholeWithoutTheOption() throws {
    let network = Recorder()
    _ = try guarded(["Is it? It is.  So be it."], by: network.translate)
    #expect(network.texts == [["Is it? It is.  So be it."]])
  }
}
