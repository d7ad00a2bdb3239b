import TextNormalization
package import Tokenization

extension SentencePieceProcessor {
  package func detokenize(_ tokens: [TokenID]) -> String {
    decoded(tokens.map { (spelling: nil, token: $0) })
  }

  /// The text that pieces spell; one that the vocabulary lacks spells itself.
  package func detokenize(pieces: [String]) -> String {
    decoded(pieces.map { (spelling: $0, token: vocabulary.token($0.utf8)) })
  }

  private func decoded(_ pieces: [(spelling: String?, token: TokenID)]) -> String {
    var text = SentencePieceSurface(model.normalization)
    for (spelling, token) in pieces {
      let known = piece(for: token)
      switch vocabulary.kind(token) {
      case .byte: text.append(byte: Self.byte(known))
      case .control: text.append(mark: "")
      case .unknown where spelling == nil || spelling?.utf8.elementsEqual(known.utf8) == true:
        text.append(mark: model.unknownSurface)
      case .unknown: text.append(mark: spelling ?? "")
      case .normal, .userDefined, .unused: text.append(piece: (spelling ?? known).utf8)
      }
    }
    let utf8 = text.finished()
    guard let denormalizer else { return String(decoding: utf8, as: UTF8.self) }
    return denormalizer.normalized(utf8.span, keepsOrigins: false).string
  }

  /// The byte that a piece such as `<0x0A>` stands for.
  private static func byte(_ piece: String) -> UInt8 {
    UInt8(piece.dropFirst(3).dropLast(), radix: 16) ?? 0
  }
}

/// Text while it is joined of pieces.
private struct SentencePieceSurface {
  private var utf8: [UInt8] = []
  /// Bytes that may become characters with those behind them.
  private var pendingBytes: [UInt8] = []
  private let dropsSpaceAtStart: Bool
  private let dropsSpacesAtStart: Bool
  private var isAtStart = true
  private var hasDroppedSpace = false

  init(_ normalization: SentencePieceModel.Normalization) {
    dropsSpacesAtStart = normalization.removesExtraSpaces
    dropsSpaceAtStart = normalization.addsDummyPrefix || dropsSpacesAtStart
  }

  mutating func append(byte: UInt8) {
    pendingBytes.append(byte)
  }

  /// Appends text as it is.
  mutating func append(mark: String) {
    begin()
    utf8 += Array(mark.utf8)
  }

  /// Appends a piece, with spaces for the symbols that stand for them.
  mutating func append(piece: String.UTF8View) {
    begin()
    var rest = Array(piece)[...]
    let space = SentencePieceNormalizer.spaceSymbol
    if isAtStart, dropsSpaceAtStart, rest.starts(with: space) {
      rest = rest.dropFirst(space.count)
      hasDroppedSpace = !dropsSpacesAtStart
    }
    while let first = rest.first {
      let isSpace = first == space[0] && rest.starts(with: space)
      utf8.append(isSpace ? UInt8(ascii: " ") : first)
      rest = rest.dropFirst(isSpace ? space.count : 1)
    }
  }

  /// The text, with U+FFFD for each byte that is of no character.
  mutating func finished() -> [UInt8] {
    appendPendingBytes()
    return utf8
  }

  private mutating func begin() {
    appendPendingBytes()
    if hasDroppedSpace || !utf8.isEmpty { isAtStart = false }
    hasDroppedSpace = false
  }

  private mutating func appendPendingBytes() {
    var rest = pendingBytes[...]
    while let first = rest.first {
      let character = rest.prefix(UTF8Lead.byteCount(first))
      let isCharacter = String(validating: character, as: UTF8.self) != nil
      utf8 += isCharacter ? Array(character) : Array("\u{FFFD}".utf8)
      rest = rest.dropFirst(isCharacter ? character.count : 1)
    }
    pendingBytes.removeAll()
  }
}
