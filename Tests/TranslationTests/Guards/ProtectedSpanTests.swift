import TestSupport
import Testing
import Translation

@Suite struct ProtectedSpanTests {
  private static func guards() throws -> GuardedTranslation {
    var options = GuardOptions()
    options.protectedTerms = ["Apus", "Grüne Woche"]
    options.protectedPatterns = [#"KEY-\d+"#]
    return try GuardedTranslation(
      GuardedModel(sourceLanguage: "en", targetLanguage: "de"), options: options)
  }

  @Test(arguments: FakeNetwork.allCases) func allSpansComeOutExactly(of network: FakeNetwork) throws
  {
    // Other lines for each network: 23,000 in all.
    let seed = FakeNetwork.allCases.firstIndex(of: network) ?? 0
    var generator = SeededGenerator(state: UInt64(seed))
    let cases = (0..<(SlowTests.areWanted ? 10_000 : 1000)).map { _ in SpanCase(&generator) }
    let lines = cases.map(\.line)
    let translated = try Self.guards().translate(lines, byRounds: network.translate)
    try #require(translated.count == lines.count)
    var faults: [String] = []
    for (spanCase, result) in zip(cases, translated) {
      if let fault = spanCase.fault(in: result.text) {
        faults.append("\(fault): \(spanCase.line) -> \(result.text)")
      }
    }
    #expect(faults.count == 0, "\(faults.prefix(5).joined(separator: "\n"))")
  }
}

extension SpanCase {
  /// What is wrong with the spans of a translation.
  fileprivate func fault(in text: String) -> String? {
    if text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) { return "new line" }
    for span in spans {
      let places = text.neighbours(of: span.text)
      let original = line.neighbours(of: span.text)
      if places.count != original.count {
        return "\(span.text) comes \(places.count) times, not \(original.count)"
      }
      guard span.kind != .mark else { continue }
      let before = original.map(\.before)
      let after = original.map(\.after.first)
      let mayExtend = original.contains { extendsAddress($0.after) }
      for place in places {
        if isGlued(place.before), !before.contains(place.before) {
          return "\(span.text) is glued to a word before"
        }
        if isGlued(place.after.first), !after.contains(place.after.first) {
          return "\(span.text) is glued"
        }
        if span.kind == .address, !mayExtend, extendsAddress(place.after) {
          return "\(span.text) is another address"
        }
      }
    }
    return nil
  }

  private func isGlued(_ neighbour: Unicode.Scalar?) -> Bool {
    // The "m" is that of an escape sequence.
    guard let neighbour, neighbour != "m" else { return false }
    let isWord = neighbour.properties.isAlphabetic || neighbour.properties.numericType != nil
    return isWord || "-_/@".unicodeScalars.contains(neighbour)
  }

  /// Whether marks and then a word stand directly behind an address: it would not end here.
  private func extendsAddress(_ after: [Unicode.Scalar]) -> Bool {
    let marks = after.prefix {
      $0.isASCII && $0.value > 0x20 && !$0.properties.isAlphabetic
        && $0.properties.numericType == nil
    }
    guard !marks.contains("\""), !marks.contains("<"), marks.count < after.count else {
      return false
    }
    let next = after[marks.count].properties
    return next.isAlphabetic || next.numericType != nil
  }
}
