import Testing
import Translation

@Suite struct MaskingTests {
  private func shape(
    _ line: String, _ change: (inout GuardOptions) -> Void = { _ in }
  ) throws -> [String] {
    let network = Recorder()
    let lines = try guarded([line], change, by: network.translate)
    #expect(lines.map { Array($0.text.utf8) } == [Array(line.utf8)])
    #expect(network.calls.count <= 1)
    return network.shapes.first ?? []
  }

  @Test(arguments: [
    ("Hello {name}, hi", "Hello ###, hi"), ("an {{ x.y }} b", "an ### b"),
    ("is %s or %1$s?", "is ### or ###?"),
    ("with %(name)s in", "with ### in"), ("see ${HOME} now", "see ### now"),
    ("a {b, plural, one {c} other {d}} e", "a ### e"),
    ("size %sMB left", "size ### left"), ("a set {of words} here", "a set {of words} here"),
    ("20%off and 5 % of", "##%off and # % of"), ("5%s is", "### is"),
    ("it is 100% sure", "it is ###% sure"),
    ("go to https://x.org/a?b=c#d.", "go to ###."), ("(see https://x.org/a_(b))", "(see ###)"),
    ("see <https://x.org/a> now", "see <###> now"), ("mail me@x.org, please", "mail ###, please"),
    ("at www.x.org/a now", "at ### now"),
    ("a <b>bold</b> word", "a ### bold ### word"), ("re<b>bold</b>en", "re ### bold ### en"),
    ("a < b and c > d", "a < b and c > d"),
    ("I <3 you", "I <# you"), ("this <br/> that", "this ### that"), ("x &amp; y", "x ### y"),
    ("R&amp;D is", "### is"), ("a &nbsp;b", "a ### b"),
    ("so 😀 happy", "so ### happy"), ("so👩‍👩‍👧happy", "so ### happy"), ("a 1️⃣ b", "a ### b"),
    ("a ❤️🇩🇪 b", "a ### b"),
    ("go File → Open", "go File ### Open"), ("the {a}{b} c", "the ### c"),
    ("at {h}:{m} now", "at ### now"), ("a \u{1B}[1mb\u{1B}[0m c", "a ### b ### c"),
    ("a dog's 3 lives", "a dog's # lives"), ("你好{name}先生", "你好###先生"),
  ]) func networksSeeNumbers(line: String, expected: String) throws {
    #expect(try shape(line) == [expected])
  }

  @Test func marksAtTheEndsAreSetAside() throws {
    #expect(try shape("😀 Hello you! 👍🏽 🎉") == ["Hello you!"])
    #expect(try shape("<p><b>Hello</b> you</p>") == ["### Hello ### you ###"])
    #expect(try shape("<b>Hello you</b>") == ["Hello you"])
    #expect(try shape("<li>Hello <i>you</i>") == ["Hello ### you ###"])
    #expect(try shape("{name} is here") == ["### is here"])
  }

  @Test func optionsProtectMore() throws {
    #expect(
      try shape("Apus flies to the Apusberg at 12:30", { $0.protectedTerms = ["Apus"] })
        == ["### flies to the Apusberg at ##:##"])
    #expect(try shape("a KEY-17 b", { $0.protectedPatterns = [#"KEY-\d+"#] }) == ["a ### b"])
    #expect(
      try shape("at 12:30 for 1,234.50 and 5km", { $0.protectedKinds = [.numbers] })
        == ["at ### for ### and ###"])
    #expect(
      try shape("open /usr/lib/x.so and C:\\a\\b.txt and/or ~/c", { $0.protectedKinds = [.paths] })
        == ["open ### and ### and/or ###"])
    #expect(try shape("Hello {name}", { $0.protectedKinds = [] }) == ["Hello {name}"])
  }

  @Test func aBadPatternIsAnError() {
    #expect(throws: GuardError.badPattern("(")) {
      try guarded(["a"], { $0.protectedPatterns = ["("] }, by: FakeNetwork.copies.translate)
    }
  }

  @Test func standInsDifferFromNumbersOfTheLine() throws {
    let numbers = (100..<999).filter { $0 != 371 && $0 != 612 }.map(String.init)
    let network = Recorder()
    let line = "Take {a} of " + numbers.joined(separator: ", ") + " or {b}"
    let lines = try guarded([line], by: network.translate)
    #expect(lines.map(\.text) == [line])
    let asked = try #require(network.texts.first?.first)
    let standIns = asked.split(separator: " ").filter {
      $0.allSatisfy(\.isNumber) && !numbers.contains(String($0))
    }
    #expect(Set(standIns).count == 2)
  }

  @Test func tagsTouchWordsAsInTheSource() throws {
    let network = Recorder {
      $0.text.replacing("bold", with: "fett").replacing("word", with: "Wort")
    }
    let lines = try guarded(["A <b>bold</b> word."], by: network.translate)
    #expect(lines.map(\.text) == ["A <b>fett</b> Wort."])
  }

  @Test func aSpaceIsInsertedWhereOneIsNeeded() throws {
    let network = Recorder { $0.text.numbers { $0 + "(sic)" } }
    let lines = try guarded(["see https://x.org/a now"], by: network.translate)
    #expect(lines.map(\.text) == ["see https://x.org/a (sic) now"])
  }

  @Test func aSecondTryHasRequiredTexts() throws {
    let network = Recorder {
      $0.requiredTexts.isEmpty ? "Hallo" : "Hallo " + $0.requiredTexts.joined(separator: " und ")
    }
    let lines = try guarded(["Hello {a} and {b}", "Hello"], by: network.translate)
    #expect(lines.map(\.text) == ["Hallo {a} und {b}", "Hallo"])
    #expect(network.calls.map(\.count) == [2, 1])
    #expect(lines.map(\.codes) == [["protected", "protected-text-lost", "second-try"], []])
  }

  @Test func theLastResortIsToTranslateInParts() throws {
    let network = Recorder { "<" + $0.text.numbers { _ in "" } + ">" }
    let lines = try guarded(["Hello {a} and (%s), you."], by: network.translate)
    #expect(lines.map(\.text) == ["<Hello> {a} <and> (%s), <you.>"])
    #expect(lines.map(\.codes) == [["protected", "protected-text-lost", "divided"]])
    #expect(network.texts.last == ["Hello", "and", "you."])
  }

  @Test(arguments: [
    FakeNetwork.dropsNumbers, .doublesNumbers, .gluesBefore, .gluesBehind, .compounds, .prefixes,
    .countsUp, .groupsDigits, .addsZeros,
  ]) func aDamagedStandInIsNoticed(network: FakeNetwork) throws {
    let lines = try guarded(["Hello {a} you"], by: network.translate)
    #expect(lines.map(\.text) == ["Hello {a} you"])
    #expect(lines.map(\.codes) == [["protected", "protected-text-lost", "divided"]])
  }

  @Test func tagsStayNested() throws {
    let network = FakeNetwork.reversesWords
    let lines = try guarded(["a <b>bold</b> word"], by: network.translate)
    #expect(lines.map(\.text) == ["a <b>bold</b> word"])
  }

  @Test func whatCannotBeSpelledIsCopied() throws {
    let network = Recorder()
    let lines = try guarded(
      ["I am in Łódź ~ now", "漢字 is", "A „dog“"], spells: { !"Ł漢字~".contains($0) },
      by: network.translate)
    #expect(lines.map(\.text) == ["I am in Łódź ~ now", "漢字 is", "A „dog“"])
    #expect(network.shapes == [["I am in ### ### now", "is", "A „dog“"]])
    #expect(lines[0].warnings.first == .unspellable("Łódź ~"))
  }

  @Test func aNetworkCannotAddProtectedText() throws {
    let network = Recorder { $0.text + " {a}" }
    let lines = try guarded(["Hello {a} you"], by: network.translate)
    #expect(lines.map(\.text) == ["Hello {a} you"])
    #expect(lines[0].codes.contains("source-kept"))
  }
}
