import TestSupport
import Testing
import Translation

@Suite struct DegenerateTests {
  private func translate(
    _ line: String, candidates: [String], _ change: (inout GuardOptions) -> Void = { _ in }
  ) throws -> GuardedLine {
    try guarded([line], change) { requests in
      requests.map { _ in candidates.enumerated().map { Translation($1, score: Double(-$0)) } }
    }[0]
  }

  @Test(arguments: [
    "nein nein nein nein", "ja und ja und ja und ja und", "hahahahahahahahaha", "我们我们我们我们我们我们",
    "so a, b c d a, b c d a, b c d a, b c d",
  ]) func aLoopIsReplacedByTheNextCandidate(loop: String) throws {
    let line = try translate("yes we can", candidates: [loop, "Ja, das können wir"])
    #expect(line.text == "Ja, das können wir")
    #expect(line.candidates.map(\.score) == [-1])
    #expect(line.codes == ["repetition", "alternative-taken"])
  }

  @Test(arguments: [
    "nein nein nein", "1000000", "ja und ja und ja und", "..........", "sehr, sehr gut",
  ])
  func aFewRepetitionsAreNoLoop(text: String) throws {
    #expect(
      try translate("yes we can", candidates: [text])
        == GuardedLine(candidates: [Translation(text)], warnings: []))
  }

  @Test func whatTheSourceRepeatsMayRepeat() throws {
    let line = try translate("no no no no no", candidates: ["nein nein nein nein nein"])
    #expect(line.text == "nein nein nein nein nein")
    #expect(line.codes.isEmpty)
  }

  @Test func aSecondTryForbidsRepetition() throws {
    let network = Recorder { $0.forbidsRepetition ? "Ja doch" : "ja ja ja ja ja" }
    let lines = try guarded(["yes we can"], by: network.translate)
    #expect(lines.map(\.text) == ["Ja doch"])
    #expect(lines.map(\.codes) == [["repetition", "second-try"]])
    #expect(network.calls.map { $0.map(\.maximumTokenCount) } == [[nil], [36]])
  }

  @Test func aSentenceIsDividedWhereNothingElseHelps() throws {
    let lines = try guarded(
      ["The dog ran, the cat slept"],
      by: { requests in
        requests.map { [Translation($0.text.utf8.count > 15 ? "" : "<" + $0.text + ">")] }
      })
    #expect(lines.map(\.text) == ["<The dog ran,> <the cat slept>"])
    #expect(lines.map(\.codes) == [["empty-translation", "divided"]])
  }

  @Test func theSourceIsKeptInTheEnd() throws {
    let lines = try guarded(
      ["  The dog {a} ran.", "DOGS AND CATS"], by: FakeNetwork.saysNothing.translate)
    #expect(lines.map(\.text) == ["  The dog {a} ran.", "DOGS AND CATS"])
    #expect(lines.allSatisfy { $0.codes.contains("source-kept") })
    #expect(lines.allSatisfy { $0.codes.contains("empty-translation") })
  }

  @Test func absurdLengthsAreReplaced() throws {
    let long = (0..<60).map { "wort\($0)" }.joined(separator: " ")
    let line = try translate("yes we can", candidates: [long, "Ja"])
    #expect(line.text == "Ja")
    #expect(line.codes == ["length-ratio", "alternative-taken"])
    let short = try translate(
      long, candidates: ["Ja", "Ja, ein langer Satz mit vielen Wörtern ist das"])
    #expect(short.text == "Ja, ein langer Satz mit vielen Wörtern ist das")
  }

  @Test func checksCanBeTurnedOff() throws {
    let line = try translate(
      "yes", candidates: ["ja ja ja ja ja"], { $0.checksTranslations = false })
    #expect(line.text == "ja ja ja ja ja")
  }

  @Test func guardsApplyToEachCandidate() throws {
    let line = try guarded(
      ["Hello {a} you"], { $0.candidateCount = 3 },
      by: { requests in
        requests.map { request in
          ["Hallo", "1 " + request.text, "", request.text + " 2", request.text].enumerated().map {
            Translation($1, score: Double(-$0))
          }
        }
      })[0]
    #expect(line.candidates.map(\.text) == ["1 Hello {a} you", "Hello {a} you 2", "Hello {a} you"])
    #expect(line.candidates.map(\.score) == [-1, -3, -4])
  }

  @Test func candidatesOfALineInPartsChangeOnePartAtATime() throws {
    let line = try guarded(
      ["one\ttwo"], { $0.candidateCount = 4 },
      by: { requests in
        [[("A", -1.0), ("a", -5)], [("B", -2), ("b", -3), ("ß", -4)]].map {
          $0.map { Translation($0, score: $1) }
        }
      })[0]
    #expect(line.candidates.map(\.text) == ["A\tB", "A\tb", "A\tß", "a\tB"])
    #expect(line.candidates.map(\.score) == [-3, -4, -5, -7])
  }

  @Test func theEndByTheLengthLimitIsReported() throws {
    let line = try guarded(
      ["a dog"],
      by: { _ in
        [[Translation(text: "ein", logProbability: -1, score: -1, isTruncated: true)]]
      })[0]
    #expect(line.warnings == [.lengthLimit])
  }

  @Test func aCopyIsReported() throws {
    let lines = try guarded(["The dog ran", "Angela Merkel"], by: FakeNetwork.copies.translate)
    #expect(lines.map(\.warnings) == [[.sameAsSource], []])
  }

  @Test func codesDiffer() {
    let warnings: [TranslationWarning] = [
      .protected(count: 1), .unspellable("x"), .capitals, .titleCase, .longInput(parts: 2),
      .protectedTextLost, .repetition, .emptyTranslation, .lengthRatio, .alternativeTaken,
      .secondTry, .divided, .sourceKept, .sameAsSource, .lengthLimit, .cleaned,
    ]
    #expect(Set(warnings.map(\.code)).count == warnings.count)
    #expect(Set(warnings.map(\.description)).count == warnings.count)
  }
}
