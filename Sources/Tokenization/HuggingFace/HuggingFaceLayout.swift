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

  /// The rules by which text is cut, as one regular expression.
  ///
  /// No pre-tokenizer of the package breaks words as ICU does, so that is one of another name,
  /// which the package refuses to read.
  static func preTokenizer(_ rules: PreTokenizer.Rules) -> JSON {
    let split: JSON = [
      "type": "Split", "pattern": ["Regex": .string(rules.pattern)],
      "behavior": "Isolated", "invert": false,
    ]
    guard rules.breaksWords else { return split }
    return ["type": "Sequence", "pretokenizers": [split, ["type": "ApusWordBreaks"]]]
  }

  /// The rules that stand behind what a file says, or nil if it is none of Apus's kind.
  static func rules(from preTokenizer: JSON) -> PreTokenizer.Rules? {
    let split = preTokenizer["pretokenizers"].elements?.first
    guard let pattern = (split ?? preTokenizer)["pattern"]["Regex"].text,
      let cutting = PreTokenizer.Rules(pattern: pattern)
    else { return nil }
    let rules = PreTokenizer.Rules(
      digits: cutting.digits, protectedSymbols: cutting.protectedSymbols,
      breaksWords: split != nil)
    return self.preTokenizer(rules) == preTokenizer ? rules : nil
  }

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

  static let fieldsAfterPreTokenizer: [Field] = [
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
  ]

  /// Whether a piece that is in the vocabulary is taken as it stands, as protected symbols have to
  /// be, for no merge makes them.
  static func wholePieces(_ rules: PreTokenizer.Rules) -> Field {
    ("ignore_merges", rules.protectedSymbols.isEmpty ? [false, nil] : [true])
  }

  /// The normaliser with its steps, then the spaces'.
  static func normalizer(_ normalizer: Normalizer) -> JSON {
    let steps = NormalizerJSON.elements(of: normalizer) + spaceSteps
    return ["type": "Sequence", "normalizers": .array(steps)]
  }
}
