import Foundation
import SubwordNMT
import TestSupport
import Testing

/// All cases of the oracles: files that `subword-nmt` read and wrote.
@Suite(.enabled(if: Oracles.areThere))
struct SubwordNMTOracleTests {
  private struct Case: Decodable {
    let kind: String
    let input: Names
    let codes: String?
    let options: [String]
    let output: Names

    /// The values of an option of the command line.
    func values(_ name: String) -> [String] {
      guard let index = options.firstIndex(of: name) else { return [] }
      return Array(options[(index + 1)...].prefix { !$0.hasPrefix("-") })
    }
  }

  /// One name or several.
  private struct Names: Decodable {
    let names: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      names = try (try? [container.decode(String.self)]) ?? container.decode([String].self)
    }
  }

  private let cases: [Case]

  init() throws {
    cases = try JSONDecoder().decode(
      [Case].self, from: Oracles.content("subword-nmt/manifest.json"))
    #expect(cases.count == 36)
  }

  private func text(_ name: String) throws -> [UInt8] {
    Array(try Oracles.content("subword-nmt/" + name))
  }

  private func check(_ kind: String, _ run: (Case) throws -> [[UInt8]]) throws {
    for element in cases where element.kind == kind {
      let outputs = try run(element)
      #expect(outputs.count == element.output.names.count)
      for (output, name) in zip(outputs, element.output.names) {
        #expect(difference(output, try text(name)) == nil, "\(name)")
      }
    }
  }

  private func learningOptions(_ element: Case) -> SubwordNMTLearner.Options {
    var options = SubwordNMTLearner.Options()
    if let count = element.values("-s").first.flatMap({ Int($0) }) { options.symbolCount = count }
    if let frequency = element.values("--min-frequency").first.flatMap({ Int($0) }) {
      options.minimumFrequency = frequency
    }
    options.countsCharacters = element.options.contains("--total-symbols")
    return options
  }

  private func encodingOptions(_ element: Case) throws -> SubwordNMTEncoder.Options {
    var options = SubwordNMTEncoder.Options()
    options.separator = element.values("--separator").first ?? options.separator
    options.glossaries = element.values("--glossaries")
    options.dropout = element.values("--dropout").first.flatMap { Double($0) } ?? 0
    options.vocabulary = try element.values("--vocabulary").first.map { name in
      let threshold = element.values("--vocabulary-threshold").first.flatMap { Int($0) }
      return try SubwordNMTVocabulary(utf8: try text(name), threshold: threshold ?? 0)
    }
    return options
  }

  @Test func codesAreLearnedByteForByte() throws {
    try check("learn-bpe") { element in
      let vocabulary = SubwordNMTVocabulary(text: try text(element.input.names[0]))
      return [try SubwordNMTLearner(vocabulary, options: learningOptions(element)).learn().utf8]
    }
  }

  @Test func textIsEncodedByteForByte() throws {
    try check("apply-bpe") { element in
      let merges = element.values("-m").first.flatMap { Int($0) }
      let codes = try SubwordNMTCodes(
        utf8: try text(try #require(element.codes)), merges: merges)
      var encoder = try SubwordNMTEncoder(codes, options: try encodingOptions(element))
      return [encoder.encode(utf8: try text(element.input.names[0]))]
    }
  }

  @Test func vocabulariesAreCountedByteForByte() throws {
    try check("get-vocab") { [SubwordNMTVocabulary(text: try text($0.input.names[0])).utf8] }
  }

  @Test func jointCodesAndVocabulariesAreLearnedByteForByte() throws {
    try check("learn-joint-bpe-and-vocab") { element in
      let texts = try element.input.names.map { try text($0) }
      let vocabulary = SubwordNMTVocabulary(text: texts.flatMap(\.self))
      let codes = try SubwordNMTLearner(vocabulary, options: learningOptions(element)).learn()
      var encoder = try SubwordNMTEncoder(codes)
      return [codes.utf8]
        + texts.map { SubwordNMTVocabulary(text: encoder.encode(utf8: $0)).utf8 }
    }
  }

  @Test func theProjectsOwnTestDataIsReproduced() throws {
    let corpus = try text("upstream/corpus.en.gz")
    let codesFile = try text("upstream/bpe.ref.gz")
    var options = SubwordNMTLearner.Options()
    options.symbolCount = 1000
    let learner = try SubwordNMTLearner(SubwordNMTVocabulary(text: corpus), options: options)
    #expect(difference(learner.learn().utf8, codesFile) == nil)
    var encoder = try SubwordNMTEncoder(try SubwordNMTCodes(utf8: codesFile))
    let encoded = try text("upstream/corpus.bpe.ref.en.gz")
    #expect(difference(encoder.encode(utf8: corpus), encoded) == nil)
    #expect(difference(SubwordNMTDecoder().decode(utf8: encoded), corpus) == nil)
  }
}
