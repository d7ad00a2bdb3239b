import TextNormalization

/// The parts of a `tokenizer.json` that are the same in all files of Apus's kind.
///
/// The package `tokenizers` gives the same tokens with two exceptions, both harmless to ordinary
/// text: it reads a literal `<s>` in text as the special token, and a literal `▁` as a space.
enum HuggingFaceLayout {
  /// A field, and the values with which tokens come out the same; the first is written.
  typealias Field = (name: String, accepted: [JSON])

  /// The steps that spell spaces, after the normaliser's own.
  ///
  /// They stand here and not in a `Metaspace` pre-tokenizer, because that adds no `▁` before text
  /// that begins with a space, and so would lose one.
  static let spaceSteps: [JSON] = [
    ["type": "Prepend", "prepend": "▁"],
    ["type": "Replace", "pattern": ["String": " "], "content": "▁"],
  ]

  static let preTokenizer: JSON = [
    "type": "Split", "pattern": ["Regex": .string(CharacterClass.piecePattern)],
    "behavior": "Isolated", "invert": false,
  ]

  static let decoder: JSON = [
    "type": "Sequence",
    "decoders": [
      ["type": "Replace", "pattern": ["String": "▁"], "content": " "],
      ["type": "ByteFallback"],
      ["type": "Fuse"],
      ["type": "Strip", "content": " ", "start": 1, "stop": 0],
    ],
  ]

  static let fieldsBeforeTokens: [Field] = [
    ("truncation", [nil]),
    ("padding", [nil]),
  ]

  static let fieldsAfterNormalizer: [Field] = [
    ("pre_tokenizer", [preTokenizer]),
    ("post_processor", [nil]),
    ("decoder", [decoder]),
  ]

  static let modelFields: [Field] = [
    ("type", ["BPE"]),
    ("dropout", [nil, 0]),
    ("unk_token", [.string(SpecialPiece.unknown)]),
    ("continuing_subword_prefix", [nil, ""]),
    ("end_of_word_suffix", [nil, ""]),
    ("fuse_unk", [false, true, nil]),
    ("byte_fallback", [true]),
    ("ignore_merges", [false, nil]),
  ]

  /// The normaliser with its steps, then the spaces'.
  static func normalizer(_ normalizer: Normalizer) -> JSON {
    let steps = normalizer.huggingFaceSteps.map(step) + spaceSteps
    return ["type": "Sequence", "normalizers": .array(steps)]
  }

  /// Every configuration of the normaliser, for finding the one that a file describes.
  static var configurations: [Normalizer.Configuration] {
    let forms: [Normalizer.Form] = [.none, .nfc, .nfkc]
    return forms.flatMap { form in
      [true, false].flatMap { cleansControls in
        [true, false].map { collapsesWhitespace in
          Normalizer.Configuration(
            form: form, cleansControls: cleansControls, collapsesWhitespace: collapsesWhitespace)
        }
      }
    }
  }

  private static func step(_ step: HuggingFaceStep) -> JSON {
    switch step {
    case .replace(let pattern, let content):
      ["type": "Replace", "pattern": ["Regex": .string(pattern)], "content": .string(content)]
    case .nfc: ["type": "NFC"]
    case .nfkc: ["type": "NFKC"]
    case .strip: ["type": "Strip", "strip_left": true, "strip_right": true]
    }
  }
}
