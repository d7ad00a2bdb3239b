import TextNormalization
import Tokenization

/// The pieces of a SentencePiece model by number and by spelling.
struct SentencePieceVocabulary: Sendable {
  let pieces: [SentencePieceModel.Piece]
  let unknown: TokenID
  /// The token of each byte, or nothing if the model has none.
  let byteTokens: [TokenID]
  /// The pieces that text becomes, unused ones among them.
  let spelled: DoubleArray
  /// The pieces that mark.
  let reserved: DoubleArray
  /// The pieces that are found in text before anything else is.
  let userDefined: DoubleArray

  /// Makes the tables of a model's pieces.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - name: What messages call its file.
  /// - Throws: ``TokenizationError``, if the pieces make no vocabulary.
  init(_ model: SentencePieceModel, name: String) throws {
    pieces = model.pieces
    let check = SentencePieceCheck(pieces: model.pieces, name: name)
    unknown = try check.unknown()
    byteTokens = try check.byteTokens(wanted: model.fallsBackToBytes)
    spelled = try check.keys { [.normal, .userDefined, .unused].contains($0) }
    reserved = try check.keys { [.unknown, .control, .byte].contains($0) }
    userDefined = try check.keys { $0 == .userDefined }
  }

  /// The number of a piece; that of the unknown piece if none is spelled so.
  func token(_ spelling: some Sequence<UInt8>) -> TokenID {
    reserved.value(of: spelling) ?? spelled.value(of: spelling) ?? unknown
  }

  func kind(_ token: TokenID) -> SentencePieceModel.Kind { pieces[Int(token)].kind }

  /// The least and the greatest score of the pieces that are neither marks nor symbols.
  ///
  /// The greatest is never below the least positive number, as in the `sentencepiece` package,
  /// whose scores of user-defined pieces depend on it.
  var scoreBounds: (least: Float, greatest: Float) {
    let scores = pieces.lazy.filter { $0.kind == .normal }.map(\.score)
    return (
      scores.reduce(.greatestFiniteMagnitude, min), scores.reduce(.leastNormalMagnitude, max)
    )
  }
}

/// Checks pieces while tables are made of them.
private struct SentencePieceCheck {
  let pieces: [SentencePieceModel.Piece]
  let name: String

  func unknown() throws -> TokenID {
    let unknown = pieces.indices.filter { pieces[$0].kind == .unknown }
    guard unknown.count == 1 else {
      throw malformed("it has \(unknown.count) unknown pieces, but one is wanted")
    }
    return TokenID(unknown[0])
  }

  func byteTokens(wanted: Bool) throws -> [TokenID] {
    let bytes = pieces.indices.filter { pieces[$0].kind == .byte }
    guard wanted || bytes.isEmpty else {
      throw malformed("piece \(bytes[0]) is a byte, but byte_fallback is false")
    }
    let tokens = Dictionary(
      bytes.map { (Array(pieces[$0].spelling.utf8), TokenID($0)) }, uniquingKeysWith: { a, _ in a })
    let ordered = (UInt8.min...UInt8.max).compactMap { tokens[Array(SpecialPiece.byte($0).utf8)] }
    guard ordered.count == (wanted ? 256 : 0), ordered.count == bytes.count else {
      throw malformed("byte_fallback is true, but the pieces <0x00> to <0xFF> are not all there")
    }
    return ordered
  }

  /// The pieces of some kinds, each found by its spelling.
  func keys(where isMember: (SentencePieceModel.Kind) -> Bool) throws -> DoubleArray {
    let members = pieces.indices.filter { isMember(pieces[$0].kind) }
      .map { (key: Array(pieces[$0].spelling.utf8), value: TokenID($0)) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (first, second) in zip(members, members.dropFirst()) where first.key == second.key {
      throw malformed("pieces \(first.value) and \(second.value) are spelled the same")
    }
    return DoubleArray(sortedKeys: members)
  }

  private func malformed(_ problem: String) -> TokenizationError {
    .malformed(file: name, line: nil, problem: problem)
  }
}
