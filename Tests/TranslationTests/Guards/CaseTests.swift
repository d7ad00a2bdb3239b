import Testing
import Translation

@Suite struct CaseTests {
  private func asked(
    _ line: String, source: String = "en", target: String = "de", answer: String
  ) throws -> (request: String, text: String, codes: [String]) {
    let network = Recorder { _ in answer }
    let lines = try guarded([line], source: source, target: target, by: network.translate)
    return (network.texts.first?.first ?? "", lines[0].text, lines[0].codes)
  }

  @Test func capitalsAreTranslatedInSmallLettersAndPutBack() throws {
    let (request, text, codes) = try asked(
      "THE STREET IS BIG. I'M HERE!", answer: "Die Straße ist groß. Ich bin hier!")
    #expect(request == "The street is big. I'm here!")
    #expect(text == "DIE STRASSE IST GROSS. ICH BIN HIER!")
    #expect(codes == ["capitals"])
  }

  @Test(arguments: [
    "NATO", "The NATO is here", "EU USA", "iPhone", "ABC-123 XYZ", "OK", "A", "DON'T",
    "McDonald IS here",
  ]) func otherTextStaysAsItIs(line: String) throws {
    #expect(try asked(line, answer: "x").request == line)
  }

  @Test func capitalsDependOnTheLanguage() throws {
    let turkish = try asked("THE CITY IS BIG", target: "tr", answer: "Şehir büyük, iyi")
    #expect(turkish.text == "ŞEHİR BÜYÜK, İYİ")
    let fromTurkish = try asked("ISPARTA İYİ BİR YER", source: "tr", answer: "x")
    #expect(fromTurkish.request == "Isparta iyi bir yer")
    #expect(
      try asked("DIE STRAßE IST NAß", source: "de", answer: "x").request == "Die straße ist naß")
    #expect(try asked("ПРИВЕТ МИР", source: "ru", answer: "x").request == "Привет мир")
  }

  @Test func protectedTextKeepsItsLetters() throws {
    let network = Recorder { $0.text.replacing("Welcome", with: "Willkommen") }
    let lines = try guarded(["WELCOME {name} TO https://x.org/a"], by: network.translate)
    #expect(lines.map(\.text) == ["WILLKOMMEN {name} TO https://x.org/a"])
    #expect(network.shapes == [["Welcome ### to ###"]])
  }

  @Test(arguments: [
    ("The Cat in the Hat Comes Back", "The cat in the hat comes back"),
    ("News From the NATO Meeting on Monday", "News from the NATO meeting on Monday"),
    ("What I Know About the iPhone", "What I know about the iPhone"),
  ]) func headingsInTitleCaseAreSentences(line: String, expected: String) throws {
    let (request, text, codes) = try asked(line, answer: "die Katze")
    #expect(request == expected)
    #expect(text == "Die Katze")
    #expect(codes == ["title-case"])
  }

  @Test(arguments: [
    "Angela Merkel Visits Barack Obama", "The Cat in the hat Comes Back",
    "Mr. Smith and Mrs. Jones Are Here.",
    "New York Times",
  ]) func otherHeadingsStay(line: String) throws {
    #expect(try asked(line, answer: "x").request == line)
  }

  @Test func headingsOfOtherLanguagesStay() throws {
    #expect(
      try asked("Der Hund Und Die Katze Am Haus", source: "de", answer: "x").request
        == "Der Hund Und Die Katze Am Haus")
  }

  @Test func theOptionTurnsItOff() throws {
    let network = Recorder()
    _ = try guarded(["THE STREET IS BIG"], { $0.restoresCase = false }, by: network.translate)
    #expect(network.texts == [["THE STREET IS BIG"]])
  }
}
