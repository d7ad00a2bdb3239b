import Testing

@Suite struct SegmentationTests {
  private let workplace: Workplace
  private let text = "Dr. Smith 🙂 left.  Why?\n\nOne\0. \u{2028}Two.\n"

  init() throws {
    workplace = try Workplace()
  }

  @Test func aSentenceIsALine() throws {
    let outcome = try workplace.apus("split-sentences", "--language", "en", input: text)
    #expect(outcome.status == 0)
    #expect(outcome.lines == ["Dr. Smith 🙂 left.", "Why?", "One\0.", "Two."])
  }

  @Test func anEmptyLineEndsEachLineIfWanted() throws {
    let outcome = try workplace.apus(
      "split-sentences", "--language", "en", "--keep-lines", input: text)
    #expect(
      outcome.lines == ["Dr. Smith 🙂 left.", "Why?", "", "", "One\0.", "Two.", ""])
  }

  @Test func offsetsAreBytesOfTheLine() throws {
    let outcome = try workplace.apus(
      "split-sentences", "--language", "en", "--offsets", input: text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(outcome.lines.count == 4)
    for line in outcome.lines {
      let columns = line.split(separator: "\t", maxSplits: 3).map(String.init)
      try #require(columns.count == 4)
      let number = try #require(Int(columns[0]))
      let range = try #require(Int(columns[1]))..<#require(Int(columns[2]))
      #expect(String(decoding: Array(lines[number - 1].utf8)[range], as: UTF8.self) == columns[3])
    }
    #expect(outcome.lines.map { $0.prefix(1) } == ["1", "1", "3", "3"])
  }

  @Test func manyLinesKeepTheirOrder() throws {
    let text = (0..<2000).map { "A \($0). B \($0).\n" }.joined()
    let outcome = try workplace.apus(
      "split-sentences", "--language", "en", "--threads", "2", input: text)
    #expect(outcome.lines == (0..<2000).flatMap { ["A \($0).", "B \($0)."] })
  }

  @Test func wordsOfScriptsWithoutSpacesAreFound() throws {
    let text = "ฉันรักภาษาไทย\n\n我爱北京天安门。\nHello, world\0\n"
    let outcome = try workplace.apus("split-words", "--language", "th", input: text)
    #expect(
      outcome.lines == ["ฉัน รัก ภาษา ไทย", "", "我 爱 北京 天安门 。", "Hello , world \0"])
    let marked = try workplace.apus("split-words", "--separator", "|", input: text)
    #expect(marked.lines.first == "ฉัน|รัก|ภาษา|ไทย")
  }

  @Test func offsetsAndKeptLinesExcludeEachOther() throws {
    let outcome = try workplace.apus(
      "split-sentences", "--language", "en", "--offsets", "--keep-lines", input: text)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("either --keep-lines or --offsets"))
    #expect(outcome.output.isEmpty)
  }
}
