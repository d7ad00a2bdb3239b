import TestSupport
import Testing
import Translation

@Suite struct GuardFuzzTests {
  /// Scalars that are likely to hurt, and any others.
  private static func line(_ generator: inout SeededGenerator) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<generator.below(40) {
      switch generator.below(4) {
      case 0: scalars.append(generator.pick(nasty))
      case 1: scalars.append(Unicode.Scalar(UInt8(0x20 + generator.below(0x5F))))
      case 2:
        scalars.append(
          contentsOf: generator.pick([
            "dog ", "{a}", "%s", "<b>", "https://x.org/", "&amp;", "Das ",
          ]).unicodeScalars)
      default: scalars.append(Unicode.Scalar(UInt32(generator.below(0x110000))) ?? "\u{FFFD}")
      }
    }
    return String(scalars)
  }

  private static let nasty: [Unicode.Scalar] = [
    "\u{0}", "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{C}", "\u{B}", "\t", "\u{202E}",
    "\u{2066}",
    "\u{FEFF}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{20E3}", "\u{301}", "\u{1F1E6}", "\u{1F3FD}",
    "\u{E0067}", "\u{E007F}", "\u{FFFE}", "\u{10FFFF}", "😀", "▁", "İ", "ß", "ﬃ", "ﷺ", "한", "ก",
    "\u{E31}",
    "{", "}", "%", "<", ">", "&", ";", ":", "/", "@", ".", "\u{1B}", "[", "m", "\\", "漢", "7",
  ]

  @Test(arguments: FakeNetwork.allCases) func anyTextComesOutInItsLine(of network: FakeNetwork)
    throws
  {
    var generator = SeededGenerator(state: 21)
    let lines = (0..<(SlowTests.areWanted ? 10_000 : 500)).map { _ in Self.line(&generator) }
    for splits in [false, true] {
      let translated = try guarded(
        lines, tokenLimit: 24, spells: { $0.unicodeScalars.allSatisfy { $0.value % 7 != 3 } },
        {
          $0.splitsSentences = splits; $0.candidateCount = 2
        }, by: network.translate)
      try #require(translated.count == lines.count)
      let broken = zip(lines, translated).filter { line, result in
        result.candidates.isEmpty
          || result.candidates.contains { $0.text.lineEnds != line.lineEnds }
      }
      #expect(broken.count == 0, "\(broken.first.debugDescription)")
    }
  }

  @Test func aCopyingNetworkChangesNothing() throws {
    var generator = SeededGenerator(state: 22)
    let lines = (0..<5000).map { _ in Self.line(&generator) }.filter { !$0.isShouted }
    let translated = try guarded(
      lines, { $0.checksTranslations = false }, by: FakeNetwork.copies.translate)
    try #require(translated.count == lines.count)
    let changed = zip(lines, translated).filter { utf8($0) != utf8($1.text) }
    #expect(
      changed.count == 0,
      "\(changed.prefix(5).map { "\($0.debugDescription) -> \($1.text.debugDescription)" })")
  }

  @Test func aLineDoesNotDependOnTheOthers() throws {
    var generator = SeededGenerator(state: 23)
    let lines = (0..<500).map { _ in Self.line(&generator) }
    for network in [FakeNetwork.copies, .dropsNumbers, .obeys] {
      let together = try guarded(lines, by: network.translate)
      let alone = try lines.flatMap { try guarded([$0], by: network.translate) }
      #expect(together == alone)
    }
  }
}

extension String {
  /// The separators of lines in it.
  fileprivate var lineEnds: [Unicode.Scalar] {
    unicodeScalars.filter {
      $0 == "\n" || $0 == "\r" || $0 == "\u{85}" || $0 == "\u{2028}" || $0 == "\u{B}"
        || $0 == "\u{C}"
    }
  }

  /// Whether its case could be changed on the way.
  fileprivate var isShouted: Bool { filter(\.isUppercase).count > 2 }
}
