/// `Replace`: a text in the place of each match of a pattern.
struct ReplaceNormalizer: PipelineNormalizer {
  private let pattern: TextPattern
  private let content: [Unicode.Scalar]

  init(_ field: JSONField) throws {
    pattern = try TextPattern(field["pattern"])
    content = Array(try field["content"].text().unicodeScalars)
  }

  func normalize(_ text: inout AlignedScalars) {
    text.replace(pattern.matches(in: text.scalars.span), with: content)
  }
}

/// `Prepend`: a text before any that is not empty.
struct PrependNormalizer: PipelineNormalizer {
  private let prefix: [Unicode.Scalar]

  init(_ field: JSONField) throws {
    prefix = Array(try field["prepend"].text().unicodeScalars)
  }

  func normalize(_ text: inout AlignedScalars) { text.prepend(prefix) }
}
