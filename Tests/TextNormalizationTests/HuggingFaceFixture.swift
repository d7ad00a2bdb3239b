import Foundation
import TestSupport
import TextNormalization

/// Results of Hugging Face's tokenizers; see `Fixtures/normalization/generate.py`.
struct HuggingFaceFixture: Decodable {
  struct Pipeline: Decodable {
    struct Configuration: Decodable {
      let form: String
      let cleansControls: Bool
      let collapsesWhitespace: Bool
    }

    let configuration: Configuration
    let results: [String]

    var normalizer: Normalizer {
      .standard(
        form: NormalForm.Name(rawValue: configuration.form),
        cleansControls: configuration.cleansControls,
        collapsesWhitespace: configuration.collapsesWhitespace)
    }
  }

  let texts: [String]
  let pipelines: [Pipeline]

  static func load() throws -> HuggingFaceFixture {
    try JSONDecoder().decode(
      HuggingFaceFixture.self, from: Fixtures.content("normalization/hugging-face.json"))
  }
}

extension String {
  /// The scalars, which `==` on strings does not tell apart if they are canonically equivalent.
  var scalarValues: [UInt32] { unicodeScalars.map(\.value) }
}
