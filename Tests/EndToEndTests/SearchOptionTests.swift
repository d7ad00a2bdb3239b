import Foundation
import Testing

/// The options of search, with a model that has learnt something.
@Suite struct SearchOptionTests {
  private static let text = "Two dogs are playing in the snow.\nWhere is the station?\n"

  @Test func listsAreInMariansFormat() throws {
    let outcome = try BundledModel.apus("translate", "--n-best", "3", input: Self.text)
    let fields = outcome.lines.map { $0.components(separatedBy: " ||| ") }
    #expect(fields.map(\.first) == ["0", "0", "0", "1", "1", "1"])
    #expect(fields.allSatisfy { $0.count == 4 && $0[2].hasPrefix("F0= -") })
  }

  @Test func aPrefixAndTermsAreKept() throws {
    let request = """
      {"text": "A dog sleeps.", "prefix": "Der", "required": ["tief"], "forbidden": ["schlafen"]}
      {"text": "A dog sleeps."}

      """
    let outcome = try BundledModel.apus("translate", "--json-input", input: request)
    #expect(outcome.status == 0, "\(outcome.errors)")
    try #require(outcome.lines.count == 2)
    #expect(outcome.lines[0].hasPrefix("Der"), "\(outcome.lines[0])")
    #expect(outcome.lines[0].contains("tief"), "\(outcome.lines[0])")
    #expect(!outcome.lines[1].hasPrefix("Der"), "\(outcome.lines[1])")
  }

  @Test func aLineThatIsNoRequestIsNamed() throws {
    let outcome = try BundledModel.apus(
      "translate", "--json-input", input: "{\"text\": \"a\"}\n{\"txt\": 1}\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("standard input, line 2"), "\(outcome.errors)")
  }

  @Test func samplesDependOnTheSeedAlone() throws {
    func sample(_ seed: String, _ batch: String) throws -> String {
      try BundledModel.apus(
        "translate", "--sample", "--top-k", "20", "--temperature", "1.5", "--seed", seed,
        "--batch-size", batch, "--no-guards", input: Self.text
      ).output
    }
    let once = try sample("1", "64")
    #expect(try sample("1", "1") == once)
    #expect(try sample("2", "64") != once)
  }

  @Test func minimumRiskTakesACandidate() throws {
    for metric in ["chrf", "bleu"] {
      let outcome = try BundledModel.apus(
        "translate", "--mbr", metric, "--samples", "8", "--top-p", "0.9", input: Self.text)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.lines.count == 2)
      #expect(outcome.lines.allSatisfy { !$0.isEmpty })
    }
  }

  @Test func alignmentsHaveATargetTokenEach() throws {
    let outcome = try BundledModel.apus(
      "translate", "--alignment", "hard", "--word-scores", input: Self.text)
    for line in outcome.lines {
      let fields = line.components(separatedBy: " ||| ")
      try #require(fields.count == 3, "\(line)")
      let scores = fields[2].split(separator: " ").dropFirst()
      #expect(fields[1].split(separator: " ").count == scores.count, "\(line)")
    }
  }

  @Test func rescoringFindsTheDecodersOwnScore() throws {
    let workplace = try Workplace()
    let lists = try BundledModel.apus("translate", "--n-best", "2", "--no-guards", input: Self.text)
    let fields = lists.lines.map { $0.components(separatedBy: " ||| ") }
    try #require(fields.count == 4)
    let sources = Self.text.split(separator: "\n").flatMap { ["\($0)\n", "\($0)\n"] }.joined()
    let source = try workplace.write(sources, to: "source")
    let target = try workplace.write(fields.map { $0[1] + "\n" }.joined(), to: "target")
    let outcome = try BundledModel.apus("rescore", "--source", source, "--target", target)
    let scores = outcome.lines.compactMap(Double.init)
    try #require(scores.count == 4, "\(outcome.errors)")
    for (score, list) in zip(scores, fields) {
      let found = try #require(Double(list[2].dropFirst("F0= ".count)))
      #expect(abs(score - found) < 1e-4)
    }
  }

  @Test func filesOfDifferentLengthsAreNotRescored() throws {
    let workplace = try Workplace()
    let outcome = try BundledModel.apus(
      "rescore", "--source", workplace.write("a\nb\n", to: "source"), "--target",
      workplace.write("a\n", to: "target"))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("has 2") && outcome.errors.contains("has 1"))
  }
}
