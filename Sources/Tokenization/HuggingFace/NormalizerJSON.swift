import TextNormalization

/// The steps of a normaliser in a Hugging Face `tokenizer.json`.
///
/// A step that the package `tokenizers` has is written as the package's. Any other is written as
/// one of type `Apus`, at which the package refuses the file: it could only read text differently.
/// To the map of `Precompiled` the package shows one grapheme cluster at a time, so that a rule on
/// characters of several clusters acts in SentencePiece and here alone.
enum NormalizerJSON {
  /// The elements that stand for the steps of a normaliser, in order.
  static func elements(of normalizer: Normalizer) -> [JSON] {
    normalizer.steps.flatMap(elements)
  }

  private static func elements(of step: Normalizer.Step) -> [JSON] {
    switch step {
    case .form(let form): [packageForms[form].map { ["type": .string($0)] } ?? own(step)]
    case .controls: controls
    case .whitespace(.collapse): collapsedWhitespace
    case .whitespace(.trim): [strip]
    case .lowercase: ["Lowercase"].map { ["type": $0] }
    case .stripAccents: ["StripAccents"].map { ["type": $0] }
    case .replace(let replacement):
      [
        [
          "type": "Replace", "pattern": ["String": .string(replacement.pattern)],
          "content": .string(replacement.content),
        ]
      ]
    case .characterMap(let named):
      [
        [
          "type": "Precompiled",
          "precompiled_charsmap": .string(Base64.text(of: named.map.precompiled)),
        ]
      ]
    case .caseFold, .transliterate, .punctuation, .truecase: [own(step)]
    }
  }

  // MARK: Steps of the package

  /// The forms by the tables of Unicode 9, which are the package's.
  static let packageForms: [NormalForm: String] = [
    NormalForm(.nfc): "NFC", NormalForm(.nfd): "NFD", NormalForm(.nfkc): "NFKC",
    NormalForm(.nfkd): "NFKD",
  ]

  static let controls = [
    replace(ScalarSet.removedControls.pattern, with: ""),
    replace(ScalarSet.spacingControls.pattern, with: " "),
  ]

  static let collapsedWhitespace = [replace(ScalarSet.whiteSpace.pattern + "+", with: " "), strip]

  static let strip: JSON = ["type": "Strip", "strip_left": true, "strip_right": true]

  private static func replace(_ pattern: String, with content: String) -> JSON {
    ["type": "Replace", "pattern": ["Regex": .string(pattern)], "content": .string(content)]
  }

  // MARK: Steps of Apus

  static let ownType = "Apus"

  private static func own(_ step: Normalizer.Step) -> JSON {
    let record = step.record
    let values = record.values.sorted { $0.key < $1.key }.map { name, value in
      JSON.Member(name: name, value: .string(value))
    }
    return .object(
      [
        JSON.Member(name: "type", value: .string(ownType)),
        JSON.Member(name: "step", value: .string(record.step)),
      ] + values)
  }
}
