import TestSupport
import Testing
import TextNormalization

@Suite struct SegmentationWordTests {
  @Test(arguments: [
    ("th", "สวัสดีชาวโลก", ["สวัสดี", "ชาว", "โลก"]), ("th", "ฉันรักแมว", ["ฉัน", "รัก", "แมว"]),
    ("zh", "我们今天去公园。", ["我们", "今天", "去", "公园", "。"]),
    ("ja", "私は東京に住む", ["私", "は", "東京", "に", "住む"]),
    ("ja", "コンピューター", ["コンピューター"]), ("km", "ខ្ញុំស្រឡាញ់អ្នក", ["ខ្ញុំ", "ស្រឡាញ់", "អ្នក"]),
    ("lo", "ພາສາລາວ", ["ພາສາ", "ລາວ"]), ("my", "သူသွားသည်", ["သူ", "သွား", "သည်"]),
    ("en", "Don't stop, now!", ["Don't", " ", "stop", ",", " ", "now", "!"]),
    ("en", "3.14 a_b x\u{301}", ["3.14", " ", "a_b", " ", "x\u{301}"]),
    ("sv", "EU:s", ["EU:s"]), ("fi", "EU:n", ["EU:n"]), ("", "EU:n", ["EU", ":", "n"]),
    ("en", "👩‍👩‍👧🇩🇪", ["👩‍👩‍👧", "🇩🇪"]), ("en", "\u{0}\u{2028}\r\n", ["\u{0}", "\u{2028}", "\r\n"]),
    ("en", "", []),
  ])
  func wordsCoverTheText(language: String, text: String, expected: [String]) {
    let ranges = WordBreaker(language: language).words(in: text)
    #expect(ranges.map { String(text[$0]) } == expected)
  }

  @Test func breaksStandInsideSpacelessRunsOnly() {
    #expect(breaks(in: "Hello, สวัสดีชาวโลก! a b") == [25, 34])
    #expect(breaks(in: "我们今天去公园，好吗？") == [6, 12, 15, 24 + 3])
    let texts = ["", "a b. c", "größer", "한국어 문장", "我", "हिन्दी में", "👍🏽", "a我b", "\u{0}"]
    for text in texts {
      #expect(breaks(in: text).isEmpty, "\(text)")
    }
  }

  @Test func breaksAreThoseOfTheWholeText() {
    let text = "เขาไป New York เมื่อวานนี้ และ東京に行きました。ស្វាគមន៍ abc ພາສາລາວ၁၂"
    let whole = TextBoundaries.offsets(of: .words, in: Array(text.utf8).span)
    let inside = breaks(in: text)
    #expect(inside.count > 8)
    #expect(Set(inside).isSubset(of: whole))
  }

  @Test func breaksLieBetweenCharacters() {
    for text in hostileTexts + randomTexts(count: 500) + [
      "กำ ํา\u{E31}\u{E31}", "か\u{3099}ﾊﾞﾊﾞ々〇ー", "\u{20000}\u{2F800}\u{31350}",
    ] {
      let utf8 = Array(text.utf8)
      for offset in breaks(in: text) { #expect(utf8[offset] & 0xC0 != 0x80, "\(text)") }
    }
  }

  @Test(arguments: ["ก", "ไทย", "我们", "あ", "ア", "ခ", "ខ", "a", "1", "\u{E31}", "\u{0}", " "])
  func longLineIsBrokenInLinearTime(unit: String) {
    let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    let seconds = threadTime {
      let found = breaks(in: text)
      #expect(found.last ?? 0 < text.utf8.count)
    }
    #expect(seconds < 20)
  }

  @Test func cutsAreOfAKnownVersionOfICU() throws {
    let major = try #require(WordBreaker.icuVersion.split(separator: ".").first)
    #expect((Int(String(major)) ?? 0) >= 70)
  }

  private func breaks(in text: String) -> [Int] {
    var breaks: [Int] = []
    WordBreaker().appendBreaks(in: Array(text.utf8).span, to: &breaks)
    return breaks
  }
}
