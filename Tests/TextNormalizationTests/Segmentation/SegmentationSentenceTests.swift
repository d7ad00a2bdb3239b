import Foundation
import TestSupport
import Testing
import TextNormalization

@Suite struct SegmentationSentenceTests {
  @Test(arguments: SentenceCase.all)
  func sentencesEndWhereReadersSeeIt(_ sentence: SentenceCase) {
    let expected = sentence.marked.unicodeScalars.split(separator: "|").map { part in
      String(part).trimmed
    }
    let text = String(sentence.marked.unicodeScalars.filter { $0 != "|" })
    let found = SentenceSplitter(language: sentence.language).sentences(in: text)
    #expect(found.map { String(text[$0.range]) } == expected)
  }

  @Test func thereAreEnoughCases() {
    #expect(SentenceCase.all.count >= 120)
  }

  @Test func offsetsCoverTheTextExactly() throws {
    for text in hostileTexts + randomTexts(count: 500) + SentenceCase.all.map(\.marked) {
      for language in ["en", "de", "zh"] {
        let sentences = SentenceSplitter(language: language).sentences(in: text)
        let utf8 = Array(text.utf8)
        var position = 0
        for sentence in sentences {
          #expect(!sentence.utf8Range.isEmpty && sentence.utf8Range.lowerBound >= position)
          #expect(utf8[position..<sentence.utf8Range.lowerBound].isWhiteSpace)
          #expect(Array(text[sentence.range].utf8) == Array(utf8[sentence.utf8Range]))
          position = sentence.utf8Range.upperBound
        }
        #expect(utf8[position...].isWhiteSpace)
        let same = sentences.map { String(text[$0.range]) }
        let joined = SentenceSplitter.replacing(sentences, in: text, with: same)
        #expect(joined.scalarValues == text.scalarValues)
      }
    }
  }

  @Test func replacementsKeepTheSpaceBetween() {
    let text = " \n One.  Two.\n\nThree. "
    let sentences = SentenceSplitter(language: "en").sentences(in: text)
    let result = SentenceSplitter.replacing(sentences, in: text, with: ["Eins.", "", "Drei."])
    #expect(result == " \n Eins.  \n\nDrei. ")
  }

  @Test func emptyTextHasNoSentence() {
    let splitter = SentenceSplitter(language: "en")
    #expect(splitter.sentences(in: "").isEmpty)
    #expect(splitter.sentences(in: " \n\u{3000}").isEmpty)
    #expect(SentenceSplitter.replacing([], in: " \n", with: []) == " \n")
  }

  @Test(arguments: [
    "a", "a!", "! ", "A. ", "(! ", "1. A. ", "Dr. ", "z. B. ", "\" ", "… ", ".\n", "?a", "。",
    "\u{0}. ",
  ])
  func longLinesAreSplitInLinearTime(unit: String) {
    let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    let seconds = threadTime {
      let sentences = SentenceSplitter(language: "de").sentences(in: text)
      #expect(sentences.last?.range.upperBound ?? text.endIndex <= text.endIndex)
    }
    #expect(seconds < 10)
  }

  @Test func splitterIsOneForAllThreads() async {
    let splitter = SentenceSplitter(language: "de")
    let text = String(repeating: "Am 3. Oktober kam Dr. Huber. Er ging. ", count: 50)
    let counts = await withTaskGroup(of: Int.self, returning: [Int].self) { group in
      for _ in 0..<64 { group.addTask { splitter.sentences(in: text).count } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 100, count: 64))
  }
}

/// Texts that break careless code.
let hostileTexts = [
  "", " ", ".", "...", "?!", "\u{0}", "\u{0}.\u{0} A", "\r", "\r\n", "\n\n",
  "\u{2028}\u{2029}\u{85}",
  ". . . .", "A", "A.", "A.A", "(((", ")))", "\"\"\"", "„“”", "👩‍👩‍👧. 🇩🇪! 1️⃣? ❤️",
  "e\u{301}. E\u{301}.",
  "\u{FEFF}A. B.", "\u{200B}. \u{200D}! \u{202E}?", "\u{E0001}.\u{10FFFF} A", "ไทย ไทย. ไทย", "。。。",
  "．Ａ．",
  "A.\u{A0}B.\u{2003}C.\u{3000}D.", "\tA.\t", "-. -. -", "9. 9. 9.", "IV. V. VI.", "...A", "… … …",
  "¿¡?!",
]

/// Texts of characters that rules look at, and of any others, the same in every run.
func randomTexts(count: Int) -> [String] {
  let marks = Array(
    ". .  !?…。\"'“”„«» \u{A0}()<>[]aAzZß19\n\u{2028}-/:,;\u{301}ไ我アΣς".unicodeScalars)
  var state: UInt64 = 42
  func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
  return (0..<count).map { _ in
    var text = String.UnicodeScalarView()
    for _ in 0..<next(below: 40) {
      let any = Unicode.Scalar(UInt32(next(below: 0x11_0000)))
      text.append(next(below: 8) == 0 ? any ?? "\u{FFFD}" : marks[next(below: marks.count)])
    }
    return String(text)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

extension ArraySlice<UInt8> {
  fileprivate var isWhiteSpace: Bool {
    String(decoding: self, as: UTF8.self).unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
