/// A step that rewrites text before it is cut.
protocol PipelineNormalizer: Sendable {
  func normalize(_ text: inout AlignedScalars)
}

/// Steps one after the other.
struct SequenceNormalizer: PipelineNormalizer {
  let steps: [any PipelineNormalizer]

  func normalize(_ text: inout AlignedScalars) {
    for step in steps { step.normalize(&text) }
  }
}

enum PipelineNormalizers {
  /// Reads a normaliser.
  ///
  /// - Parameter field: Its object in the file.
  /// - Returns: The normaliser.
  /// - Throws: `TokenizationError`, naming the field.
  static func read(_ field: JSONField) throws -> any PipelineNormalizer {
    switch try field.type() {
    case "Sequence":
      return SequenceNormalizer(steps: try field["normalizers"].elements().map(read))
    case "NFC": return FormNormalizer(form: .composed, decomposition: .canonical)
    case "NFD": return FormNormalizer(form: .decomposed, decomposition: .canonical)
    case "NFKC": return FormNormalizer(form: .composed, decomposition: .compatibility)
    case "NFKD": return FormNormalizer(form: .decomposed, decomposition: .compatibility)
    case "Lowercase": return LowercaseNormalizer()
    case "StripAccents": return StripAccentsNormalizer()
    case "Strip": return try StripNormalizer(field)
    case "Replace": return try ReplaceNormalizer(field)
    case "Prepend": return try PrependNormalizer(field)
    case "Precompiled": return try PrecompiledNormalizer(field)
    case "Nmt": return NmtNormalizer()
    case "Bert", "BertNormalizer": return try BertNormalizer(field)
    case "ByteLevel": return ByteLevelNormalizer()
    default: throw field["type"].unsupported(wanted: "the normalisers of \"tokenizers\" 0.23")
    }
  }
}
