import Evaluation
import Foundation
import Testing

/// What sacreBLEU made of a corpus, read from `bleu.json`.
struct BLEUFixture: Decodable {
  struct Corpus: Decodable {
    let name: String
    let hypotheses: [String]
    let references: [[String]]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let corpus: String
    let tokenizer: String
    let isLowercased: Bool
    let smoothing: String
    let smoothingValue: Double?
    let usesEffectiveOrder: Bool
    let maximumOrder: Int
    let hypothesisLength: Int
    let referenceLength: Int
    let matchCounts: [Int]
    let totalCounts: [Int]
    let score: Double
    let precisions: [Double]
    let brevityPenalty: Double
    let signature: String
    let shortSignature: String
    let text: String
    let json: String?

    var testDescription: String { "\(corpus) \(signature)" }
  }

  let corpora: [Corpus]
  let cases: [Case]

  static func read() throws -> BLEUFixture {
    try JSONDecoder().decode(BLEUFixture.self, from: fixture("bleu.json"))
  }

  func corpus(of fixtureCase: Case) -> Corpus? {
    corpora.first { $0.name == fixtureCase.corpus }
  }
}

/// What a tokenizer of sacreBLEU made of a line, read from `words.json`.
struct WordsCase: Decodable {
  let tokenizer: String
  let line: String
  let words: [String]

  static func read() throws -> [WordsCase] {
    try JSONDecoder().decode([WordsCase].self, from: fixture("words.json"))
  }
}

extension BLEUFixture.Case {
  var options: BLEUOptions? {
    guard let tokenizer = BLEUTokenizer(rawValue: tokenizer), let method else { return nil }
    return BLEUOptions(
      tokenizer: tokenizer, isLowercased: isLowercased, smoothing: method,
      usesEffectiveOrder: usesEffectiveOrder, maximumOrder: maximumOrder)
  }

  private var method: BLEUSmoothing? {
    switch smoothing {
    case "exp": .exponential
    case "floor": smoothingValue.map { .floor($0) } ?? .floor()
    case "add-k": smoothingValue.map { .addK($0) } ?? .addK()
    case "none": BLEUSmoothing.none
    default: nil
    }
  }
}

private func fixture(_ name: String) throws -> Data {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  return try Data(contentsOf: tests.appending(path: "Fixtures/sacrebleu/\(name)"))
}
