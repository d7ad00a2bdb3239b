import Foundation
import TextNormalization

/// Results of Hugging Face's tokenizers; see `Fixtures/normalization/generate.py`.
struct HuggingFaceFixture: Decodable {
  struct Pipeline: Decodable {
    let configuration: Normalizer.Configuration
    let steps: [[String]]
    let results: [String]
  }

  let texts: [String]
  let pipelines: [Pipeline]

  static func load() throws -> HuggingFaceFixture {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "Fixtures/normalization/hugging-face.json")
    return try JSONDecoder().decode(HuggingFaceFixture.self, from: Data(contentsOf: file))
  }
}

extension HuggingFaceStep {
  /// The step as the fixture writes it.
  var fields: [String] {
    switch self {
    case .replace(let pattern, let content): ["replace", pattern, content]
    case .nfc: ["nfc"]
    case .nfkc: ["nfkc"]
    case .strip: ["strip"]
    }
  }
}

extension Normalizer.Configuration {
  /// Every combination of options.
  static let all: [Self] = Normalizer.Form.allCases.flatMap { form in
    [false, true].flatMap { cleans in
      [false, true].map { collapses in
        Self(form: form, cleansControls: cleans, collapsesWhitespace: collapses)
      }
    }
  }
}

extension String {
  /// The scalars, which `==` on strings does not tell apart if they are canonically equivalent.
  var scalarValues: [UInt32] { unicodeScalars.map(\.value) }
}
