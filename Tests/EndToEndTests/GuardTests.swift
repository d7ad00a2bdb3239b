import Foundation
import Testing

/// What comes through a translation as it was.
@Suite struct GuardTests {
  @Test func protectedTextComesOutExactly() throws {
    let spans = ["{{name}}", "%1$s", "https://x.org/a?b=c-d", "me@x.org", "<b>", "👩‍👩‍👧", "&amp;"]
    let text = spans.map { "Please look at \($0) now.\n" }.joined()
    let outcome = try BundledModel.apus(input: text)
    #expect(outcome.status == 0, "\(outcome.errors)")
    try #require(outcome.lines.count == spans.count)
    for (line, span) in zip(outcome.lines, spans) {
      #expect(line.components(separatedBy: span).count == 2, "\(line)")
    }
  }

  @Test func whiteSpaceAndEmptyLinesStay() throws {
    let outcome = try BundledModel.apus(input: "\n   \n  Good morning. \t\n12:30\n")
    try #require(outcome.lines.count == 4)
    #expect(outcome.lines[0].isEmpty)
    #expect(outcome.lines[1] == "   ")
    #expect(outcome.lines[2].hasPrefix("  ") && outcome.lines[2].hasSuffix(" \t"))
    #expect(outcome.lines[3] == "12:30")
  }

  @Test func capitalsStay() throws {
    let outcome = try BundledModel.apus(input: "THE DOG SLEEPS.\n")
    let line = try #require(outcome.lines.first)
    #expect(line == line.uppercased())
    #expect(line.contains("HUND"), "\(line)")
  }

  @Test func aLongLineIsDividedAndSaysSo() throws {
    let text = String(repeating: "The dog is playing in the snow, and the man sleeps. ", count: 60)
    let outcome = try BundledModel.apus("translate", "--json", input: text + "\n")
    let object = try #require(try outcome.objects.first)
    let translation = try #require(object["translation"] as? String)
    #expect(translation.components(separatedBy: "Hund").count > 50, "\(translation)")
    let warnings = try #require(object["warnings"] as? [[String: Any]])
    #expect(warnings.contains { $0["code"] as? String == "long-input" }, "\(warnings)")
  }

  @Test func bytesThatAreNotTextAreRepairedWithAWarning() throws {
    let input = Data("Good morning.\n".utf8) + [0xFF, 0xFE, 0x0A] + Data("Thank you.\n".utf8)
    let outcome = try Workplace().apus(
      ["translate", "--model", BundledModel.path, "--json"], input: input)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let codes = try outcome.objects.map { object in
      (object["warnings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    }
    try #require(codes.count == 3)
    #expect(codes.map { $0.contains("invalid-utf-8") } == [false, true, false])
    #expect(outcome.errors.contains("standard input, line 2: not UTF-8"), "\(outcome.errors)")
  }

  @Test func withoutGuardsNothingIsProtected() throws {
    let outcome = try BundledModel.apus(
      "translate", "--no-guards", input: "  Please click {{name}}. \n")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.first?.hasPrefix(" ") == false)
  }

  @Test func ownTermsAndPatternsStay() throws {
    let outcome = try BundledModel.apus(
      "translate", "--protect", "Blue House", "--protect-pattern", "[A-Z]{2}-[0-9]+",
      input: "We met in the Blue House about AB-123.\n")
    let line = try #require(outcome.lines.first)
    #expect(line.contains("Blue House") && line.contains("AB-123"), "\(line)")
  }

  @Test func aPatternThatIsNoneIsAnError() throws {
    let outcome = try BundledModel.apus("translate", "--protect-pattern", "(", input: "x\n")
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("("), "\(outcome.errors)")
  }

  @Test func aDocumentKeepsItsLayout() throws {
    let text = "A title\n\n  - The dog sleeps. The man works.\n\n1. Good morning!\n"
    let outcome = try BundledModel.apus("translate", "--document", input: text)
    try #require(outcome.lines.count == 5)
    #expect(outcome.lines[1].isEmpty && outcome.lines[3].isEmpty)
    #expect(outcome.lines[2].hasPrefix("  - "), "\(outcome.lines)")
    #expect(outcome.lines[4].hasPrefix("1. "), "\(outcome.lines)")
  }
}
