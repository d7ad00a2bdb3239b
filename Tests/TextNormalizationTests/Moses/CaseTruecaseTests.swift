import Foundation
import TestSupport
import Testing
import TextNormalization

@Suite struct CaseTruecaseTests {
  @Test func countsEqualThoseOfSacremoses() throws {
    let fixture = try MosesFixture.truecase()
    let model = train(fixture.corpus, form: .tokenized)
    let casing = Dictionary(uniqueKeysWithValues: model.text.linesOfText.map(counts))
    #expect(casing == fixture.casing)
  }

  @Test func textsAreCasedAsBySacremoses() throws {
    let fixture = try MosesFixture.truecase()
    let model = train(fixture.corpus, form: .tokenized)
    try #require(fixture.texts.count == fixture.truecased.count)
    for (text, expected) in zip(fixture.texts, fixture.truecased) {
      #expect(model.normalized(text) == expected)
    }
  }

  @Test func capitalsComeBackAsBySacremoses() throws {
    let fixture = try MosesFixture.truecase()
    try #require(fixture.texts.count == fixture.detruecased.count)
    for (text, expected) in zip(fixture.texts, fixture.detruecased) {
      #expect(TruecaseModel.detruecased(text.lowercased(), form: .tokenized) == expected)
    }
  }

  @Test(arguments: [
    ("The house is (the) old. The end.", "the house is (the) old. the end."),
    ("“The house!” – The  house\t", "“the house!” – the  house\t"),
    ("In Berlin. Berlin? In the U.S. The old", "in Berlin. Berlin? in the U.S. the old"),
    ("<b>The</b> house <The>The", "<b>the</b> house <The>the"),
    ("1 The 2. The", "1 the 2. the"), ("- The house", "- the house"),
    ("A < b > The", "A < b > the"),
    ("Unknown words Stay", "Unknown words Stay"), ("", ""), (" ", " "), ("...", "..."),
    ("\u{0}The\u{0} the\u{2028}The", "\u{0}the\u{0} the\u{2028}the"), ("👍 The 👍", "👍 the 👍"),
    ("ΟΔΟΣ", "οδος"), ("I\u{307} STRASSE", "I\u{307} STRASSE"), ("<The the", "<the the"),
  ])
  func rawTextIsCasedWithoutTouchingTheRest(text: String, expected: String) {
    let model = train(
      [
        "x the house is in Berlin, the old house", "x the end in Berlin of the U.S. or x",
        "x οδος", "x οδος",
      ], form: .raw)
    #expect(model.normalized(text).scalarValues == expected.scalarValues)
  }

  @Test func knownCasesStayInsideASentence() {
    let model = train(["x The times, the times", "x the Times"], form: .raw)
    #expect(model.normalized("The The THE times Times TIMES") == "the The the times Times times")
  }

  @Test func headlineIsLoweredOnlyWhenAsked() {
    var model = train(["x NASA and the house of Anna", "x THE"], form: .raw)
    let headline = "NASA: THE HOUSE OF ANNA BURNT"
    #expect(model.normalized(headline) == "NASA: the house of Anna BURNT")
    model.lowersHeadlines = true
    #expect(model.normalized(headline) == "NASA: the house of Anna burnt")
    #expect(model.normalized("THE house BURNT") == "the house BURNT")
  }

  @Test func sentenceStartsCountWhereTheySaySomething() {
    var trainer = TruecaseTrainer(usesSentenceStarts: true)
    for line in ["iPhone sells", "Anna", "Anna", "The house", "anna"] { trainer.count(line) }
    #expect(
      trainer.model().text == "anna (1/1.2) Anna (0.2)\nhouse (1/1)\niPhone (1/1)\nsells (1/1)\n")
  }

  @Test func orderOfLinesDoesNotMatter() {
    let lines = (0..<200).map { "x Word\($0 % 7) word\($0 % 5) WORD\($0 % 3) é e\u{301}" }
    let text = train(lines, form: .raw).text
    #expect(train(lines.reversed(), form: .raw).text == text)
    #expect(text.linesOfText.count == 9)
  }

  @Test func fileIsReadAsWritten() throws {
    let model = train(
      ["x the The the a (b) é e\u{301} ΣΑΣ σας", "x\u{0}y x\u{0}Y"], form: .tokenized)
    try withTemporaryFile(Data(model.text.utf8)) { path in
      let read = try TruecaseModel(contentsOf: path, form: .tokenized)
      #expect(read == model)
      #expect(read.text == model.text)
    }
    let data = try JSONEncoder().encode(model)
    #expect(try JSONDecoder().decode(TruecaseModel.self, from: data) == model)
  }

  @Test func fileOfPerlIsRead() throws {
    try withTemporaryFile(Data("The (0.3/2.3) the (2)\nx (1/1)\n".utf8)) { path in
      let model = try TruecaseModel(contentsOf: path)
      #expect(model.normalized("the cat") == "The cat")
    }
  }

  @Test(arguments: [
    ("", "a word and its count were expected, not an empty line"),
    ("the", "pairs of a word and a count were expected, not 1 fields"),
    ("the (1/2) The", "pairs of a word and a count were expected, not 3 fields"),
    ("the (1)", "a count as (3/7) was expected, not \"(1)\""),
    ("the (1/2) The (x)", "a count as (3) was expected, not \"(x)\""),
    ("the (1/2) The (1/2)", "a count as (3) was expected, not \"(1/2)\""),
    ("the (-1/2)", "a count as (3/7) was expected, not \"(-1/2)\""),
    ("the ()", "a count as (3/7) was expected, not \"()\""),
    ("the (", "a count as (3/7) was expected, not \"(\""),
    ("the (1.25/2)", "a count as (3/7) was expected, not \"(1.25/2)\""),
    (
      "the (99999999999999999999/2)",
      "a count as (3/7) was expected, not \"(99999999999999999999/2)\""
    ),
    ("House (1/1)", "the word \"House\" has a line already"),
  ])
  func brokenLineIsNamed(line: String, problem: String) throws {
    try withTemporaryFile(Data("house (1/1)\n\(line)\nfine (1/1)\n".utf8)) { path in
      #expect(throws: TextError.malformed(file: path, line: 2, problem: problem)) {
        try TruecaseModel(contentsOf: path)
      }
    }
  }

  @Test func hugeCountsDoNotTrap() throws {
    let forms = (0..<20_000).map { "a\($0) (999999999999999)" }.joined(separator: " ")
    try withTemporaryFile(Data("b (999999999999999/1) \(forms)\n".utf8)) { path in
      let model = try TruecaseModel(contentsOf: path)
      #expect(model.text.hasPrefix("b (999999999999999/922337203685477580.7) a0 ("))
    }
  }

  @Test func longLineIsCasedWhole() {
    let model = train(["x the"], form: .raw)
    let text = String(repeating: "The <", count: 200_000)
    #expect(model.normalized(text) == String(repeating: "the <", count: 200_000))
    let word = String(repeating: "T", count: 1_000_000)
    #expect(model.normalized(word) == word)
  }

  @Test func nothingButCaseChanges() {
    var model = train(randomTexts(count: 100), form: .raw)
    model.lowersHeadlines = true
    for text in randomTexts(count: 1000) {
      #expect(model.normalized(text).caseless == text.caseless)
    }
  }

  @Test func detruecasingRaisesFirstLetters() {
    let text = "“the end.” ßa! ǆ? <b>so</b> u.s. army: 3 x. \u{0}"
    #expect(TruecaseModel.detruecased(text) == "“The end.” Ssa! ǅ? <b>So</b> u.s. army: 3 x. \u{0}")
  }

  @Test func everyScalarHasTheSmallLetterOfUnicode() {
    let scalars = (UInt32(0)...0x1FFFF).compactMap(Unicode.Scalar.init)
    let wrong = scalars.filter { String($0).lowercasedByScalar() != $0.properties.lowercaseMapping }
    #expect(wrong.isEmpty)
    #expect("ΑΣ".lowercasedByScalar() == "ασ")
  }
}

private func train(_ lines: [String], form: WordForm) -> TruecaseModel {
  var trainer = TruecaseTrainer(form: form)
  for line in lines { trainer.count(line) }
  return trainer.model()
}

/// The word of a line of a model in small letters, and the count of each of its casings.
private func counts(ofLine line: String) -> (String, [String: Int]) {
  let fields = line.split(separator: " ")
  var counts: [String: Int] = [:]
  for index in stride(from: 0, to: fields.count, by: 2) {
    let count = fields[index + 1].dropFirst().prefix { $0.isNumber }
    counts[String(fields[index])] = Int(String(count))
  }
  return (fields[0].lowercased(), counts)
}

extension String {
  /// The scalars without case, final sigma being a case of sigma.
  fileprivate var caseless: [UInt32] {
    lowercasedByScalar().scalarValues.map { $0 == 0x3C2 ? 0x3C3 : $0 }
  }

  fileprivate var linesOfText: [String] {
    unicodeScalars.split(separator: "\n").map(String.init)
  }
}
