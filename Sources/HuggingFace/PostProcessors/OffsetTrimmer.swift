/// `ByteLevel` as a post-processor: the places of tokens are without the spaces at their ends.
struct OffsetTrimmer: PipelinePostProcessor {
  private let trims: Bool
  private let addsSpace: Bool

  init(_ field: JSONField) throws {
    trims = try field["trim_offsets"].flag()
    addsSpace = try field["add_prefix_space"].flag()
  }

  func process(_ encoding: inout PipelineEncoding, addsSpecialTokens: Bool) {
    guard trims else { return }
    for index in encoding.tokens.indices {
      let token = encoding.tokens[index]
      encoding.tokens[index].offsets = trimmed(token, isFirst: index == 0)
    }
  }

  private func trimmed(_ token: PipelineEncoding.Token, isFirst: Bool) -> Range<Int> {
    let scalars = token.spelling.unicodeScalars
    var leadingCount = scalars.prefix(while: Self.isSpace).count
    let trailingCount = scalars.reversed().prefix(while: Self.isSpace).count
    var (start, end) = (token.offsets.lowerBound, token.offsets.upperBound)
    if leadingCount == 1, addsSpace, isFirst || start == 0 {
      // That one space was added before the text, and takes no room in it.
      leadingCount = 0
    }
    start = min(start + leadingCount, end)
    if end >= trailingCount { end = max(end - trailingCount, start) }
    return start..<end
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == ByteAlphabet.space || scalar.isWhiteSpace
  }
}
