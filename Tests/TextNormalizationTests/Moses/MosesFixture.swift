import Foundation
import TestSupport

/// Results of Moses and sacremoses; see `Fixtures/moses/generate.py`.
enum MosesFixture {
  struct Row: Decodable {
    let language: String?
    let text: String
    let results: [String: String]
  }

  struct Truecase: Decodable {
    let corpus: [String]
    let casing: [String: [String: Int]]
    let texts: [String]
    let truecased: [String]
    let detruecased: [String]
  }

  static func punctuation() throws -> [Row] {
    try jsonLines(Fixtures.content("moses/punctuation.jsonl"))
  }

  static func truecase() throws -> Truecase {
    try JSONDecoder().decode(Truecase.self, from: Fixtures.content("moses/truecase.json"))
  }
}
