import Tokenization

/// `TemplateProcessing`: special tokens before and after the text, as a template has them.
struct TemplatePostProcessor: PipelinePostProcessor {
  private enum Part {
    case text
    case special([PipelineEncoding.Token])
  }

  private let parts: [Part]

  init(_ field: JSONField) throws {
    parts = try field["single"].elements().map { part in
      guard part["Sequence"].isNull else {
        let name = part["Sequence"]["id"]
        guard try name.text() == "A" else { throw name.malformed(wanted: "\"A\"") }
        return .text
      }
      let name = part["SpecialToken"]["id"]
      return .special(try Self.tokens(named: name, in: field["special_tokens"]))
    }
    let textCount = parts.count { if case .text = $0 { true } else { false } }
    guard textCount == 1 else {
      throw field["single"].malformed("the text stands \(textCount) times, but once is wanted")
    }
  }

  /// Reads the two tokens of `BertProcessing` and `RobertaProcessing`.
  init(classAndSeparator field: JSONField) throws {
    parts = [
      .special([try Self.token(field["cls"])]), .text, .special([try Self.token(field["sep"])]),
    ]
  }

  private static func token(_ field: JSONField) throws -> PipelineEncoding.Token {
    let pair = try field.elements()
    guard pair.count == 2 else { throw field.malformed(wanted: "a piece and its number") }
    return special(try pair[1].token(), try pair[0].text())
  }

  private static func tokens(
    named name: JSONField, in field: JSONField
  ) throws -> [PipelineEncoding.Token] {
    let entry = field[try name.text()]
    let spellings = try entry["tokens"].elements()
    let tokens = try entry["ids"].elements()
    guard spellings.count == tokens.count else {
      throw entry.malformed(wanted: "as many \"ids\" as \"tokens\"")
    }
    return try tokens.indices.map { special(try tokens[$0].token(), try spellings[$0].text()) }
  }

  private static func special(_ token: TokenID, _ spelling: String) -> PipelineEncoding.Token {
    PipelineEncoding.Token(token: token, spelling: spelling, offsets: 0..<0, isSpecial: true)
  }

  func process(_ encoding: inout PipelineEncoding, addsSpecialTokens: Bool) {
    let text = encoding.tokens
    encoding.tokens = parts.flatMap { part in
      switch part {
      case .text: text
      case .special(let tokens): addsSpecialTokens ? tokens : []
      }
    }
  }
}
