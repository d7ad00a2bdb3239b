/// `ByteLevel`: cuts as GPT-2 does, and then spells each byte with a character that can be seen.
struct ByteLevelPreTokenizer: PipelinePreTokenizer {
  private let addsSpace: Bool
  private let cuts: Bool

  init(_ field: JSONField) throws {
    addsSpace = try field["add_prefix_space"].flag()
    _ = try field["trim_offsets"].flag()
    cuts = try field["use_regex"].flag(default: true)
  }

  func preTokenize(_ text: inout PreTokenizedText) {
    if addsSpace {
      text.rewrite { if $0.scalars.first != " " { $0.prepend([" "]) } }
    }
    if cuts { text.split(GPT2Scanner.forEachPiece) }
    text.flatMap(ByteAlphabet.spell)
  }
}
