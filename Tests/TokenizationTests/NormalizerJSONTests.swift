import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// How normalisers stand in a `tokenizer.json`.
@Suite struct NormalizerJSONTests {
  private struct Fixture: Decodable {
    struct Pipeline: Decodable {
      let configuration: Configuration
      let steps: [[String]]
    }

    struct Configuration: Decodable {
      let form: String
      let cleansControls: Bool
      let collapsesWhitespace: Bool
    }

    let pipelines: [Pipeline]
  }

  @Test func stepsEqualThoseOfHuggingFace() throws {
    let fixture = try JSONDecoder().decode(
      Fixture.self, from: Fixtures.content("normalization/hugging-face.json"))
    #expect(fixture.pipelines.count == 12)
    for pipeline in fixture.pipelines {
      let configuration = pipeline.configuration
      let normalizer = Normalizer.standard(
        form: NormalForm.Name(rawValue: configuration.form),
        cleansControls: configuration.cleansControls,
        collapsesWhitespace: configuration.collapsesWhitespace)
      #expect(try elements(of: normalizer).map(fields) == pipeline.steps)
    }
  }

  @Test(arguments: [
    Normalizer.Step.form(NormalForm(.nfkcCaseFold)), .form(NormalForm(.nfkc, version: .newest)),
    .form(NormalForm(.nfd)), .form(NormalForm(.nfkd)), .controls, .whitespace(.collapse),
    .whitespace(.trim), .lowercase, .caseFold, .stripAccents,
    .replace(Replacement(pattern: "e\u{301}\"", content: "\u{E9}\\")),
  ])
  func aStepIsFoundAgain(step: Normalizer.Step) throws {
    try expectFoundAgain(Normalizer(steps: [step]))
    try expectFoundAgain(Normalizer(steps: [.controls, step, step, .whitespace(.collapse)]))
  }

  @Test func rulesAreFoundAgain() throws {
    let rules = try TransliterationRules(rules: "# joined\na > \u{E9} ;\n\u{E9} > b;")
    let id = try TransliterationRules(id: "Latin-ASCII")
    try expectFoundAgain(Normalizer(steps: [.transliterate(id), .transliterate(rules)]))
  }

  @Test func mapsModelsAndPunctuationAreFoundAgain() throws {
    var trainer = TruecaseTrainer()
    for line in ["The cat sees the NASA.", "A cat and the dog"] { trainer.count(line) }
    let map = CharacterMap(rules: [(source: ["ﬁ"], target: ["f", "i"])])
    let steps: [Normalizer.Step] = [
      .punctuation(PunctuationRules(language: "de")), .truecase(trainer.model()),
      .characterMap(NamedCharacterMap(map, name: "precompiled")),
    ]
    try expectFoundAgain(Normalizer(steps: steps))
    let types = try elements(of: Normalizer(steps: steps)).map { $0["type"] as? String }
    #expect(types == ["Apus", "Apus", "Precompiled"])
  }

  @Test func aStepThatThePackageLacksIsOfATypeThatItRefuses() throws {
    let form = NormalForm(.nfkc, version: .newest)
    let element = try #require(elements(of: Normalizer(steps: [.form(form)])).first)
    #expect(element["type"] as? String == "Apus")
    #expect(element["step"] as? String == "form")
  }

  @Test(arguments: [
    (#"{"type": "Apus", "step": "sparkle"}"#, "no such step"),
    (#"{"type": "Apus"}"#, "no such step"),
    (#"{"type": "Apus", "step": "form", "form": "nfx", "unicode": "9.0"}"#, "\"nfx\""),
    (#"{"type": "Apus", "step": "form", "form": "nfc"}"#, "\"unicode\" is wanted"),
    (#"{"type": "Apus", "step": "replace", "pattern": "", "content": ""}"#, "is empty"),
    (#"{"type": "Apus", "step": "transliterate", "id": "x-y"}"#, "\"x-y\""),
    (#"{"type": "Apus", "step": "transliterate", "rules": "a >;\nb"}"#, "rules, line 2"),
    (#"{"type": "Replace", "pattern": {"Regex": "a+"}, "content": ""}"#, "Regex"),
    (#"{"type": "Strip", "strip_left": true, "strip_right": false}"#, "Strip"),
  ])
  func aStepThatCannotBeTakenIsNamed(element: String, problem: String) throws {
    let tokenizer = try trained(on: ["a"], .merges(0))
    let file = String(decoding: tokenizer.data, as: UTF8.self)
    let start = #"{"type": "Prepend""#
    let other = file.replacing(start, with: element + ", " + start)
    try #require(other != file)
    let error = #expect(throws: TokenizationError.self) { try Tokenizer(data: Data(other.utf8)) }
    #expect(error?.description.hasPrefix("tokenizer.json: \"normalizer\"") == true)
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  // MARK: Help

  private func expectFoundAgain(_ normalizer: Normalizer) throws {
    let tokenizer = try trained(on: ["a"], .merges(0)) { $0.normalizer = normalizer }
    let again = try Tokenizer(data: tokenizer.data)
    #expect(again.encoder?.normalizer == normalizer)
    #expect(again.data == tokenizer.data)
  }

  /// The elements of the file but for the two that spell spaces.
  private func elements(of normalizer: Normalizer) throws -> [[String: Any]] {
    let tokenizer = try trained(on: ["a"], .merges(0)) { $0.normalizer = normalizer }
    let json = try JSONSerialization.jsonObject(with: tokenizer.data) as? [String: Any]
    let sequence = json?["normalizer"] as? [String: Any]
    return try #require(sequence?["normalizers"] as? [[String: Any]]).dropLast(2)
  }

  /// An element as the fixture writes it.
  private func fields(_ element: [String: Any]) -> [String] {
    let pattern = (element["pattern"] as? [String: String])?["Regex"]
    let type = (element["type"] as? String)?.lowercased()
    return [type, pattern, element["content"] as? String].compactMap { $0 }
  }
}
