import SubwordNMT
import Testing
import Tokenization

/// What the package `subword-nmt` did, as `Fixtures/subword-nmt/generate.py` recorded it.
@Suite struct SubwordNMTCasesTests {
  private struct Case: Decodable {
    let kind: String
    let name: String
    let text: String?
    let output: String
    let symbols: Int?
    let min_frequency: Int?
    let total_symbols: Bool?
    let is_dict: Bool?
    let codes: String?
    let separator: String?
    let merges: Int?
    let vocabulary: String?
    let threshold: Int?
    let glossaries: [String]?
    let dropout: Double?
    let seed: UInt64?
  }

  private let cases: [Case]
  private let sharedText: [UInt8]
  private let sharedCodes: [UInt8]

  init() throws {
    cases = try SubwordNMTFixture.values("cases.jsonl")
    sharedText = try SubwordNMTFixture.bytes("text.txt")
    sharedCodes = try SubwordNMTFixture.bytes("joint.codes")
  }

  private func check(kind: String, count: Int, _ run: (Case, [UInt8]) throws -> [UInt8]) throws {
    let cases = cases.filter { $0.kind == kind }
    #expect(cases.count == count)
    for (index, element) in cases.enumerated() {
      let text = element.text.map { Array($0.utf8) } ?? sharedText
      let difference = difference(try run(element, text), Array(element.output.utf8))
      #expect(difference == nil, "\(element.name), case \(index)")
    }
  }

  @Test func learnsTheSameCodes() throws {
    try check(kind: "learn", count: 29) { element, text in
      let vocabulary =
        element.is_dict == true
        ? try SubwordNMTVocabulary(utf8: text) : SubwordNMTVocabulary(text: text)
      var options = SubwordNMTLearner.Options()
      options.symbolCount = try #require(element.symbols)
      options.minimumFrequency = try #require(element.min_frequency)
      options.countsCharacters = element.total_symbols ?? false
      return try SubwordNMTLearner(vocabulary, options: options).learn().utf8
    }
  }

  @Test func countsTheSameVocabulary() throws {
    try check(kind: "vocabulary", count: 1) { _, text in SubwordNMTVocabulary(text: text).utf8 }
  }

  @Test func encodesTheSame() throws {
    try check(kind: "apply", count: 36) { element, text in
      var options = SubwordNMTEncoder.Options()
      options.separator = try #require(element.separator)
      options.vocabulary = try element.vocabulary.map {
        try SubwordNMTVocabulary(utf8: Array($0.utf8), threshold: try #require(element.threshold))
      }
      options.glossaries = try #require(element.glossaries)
      options.dropout = try #require(element.dropout)
      options.seed = try #require(element.seed)
      let codes = try SubwordNMTCodes(
        utf8: element.codes.map { Array($0.utf8) } ?? sharedCodes, merges: element.merges)
      var encoder = try SubwordNMTEncoder(codes, options: options)
      return encoder.encode(utf8: text)
    }
  }
}
