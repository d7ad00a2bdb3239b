import Tokenization

/// The pieces of a model and their numbers, among which there may be gaps and repetitions.
struct PipelineVocabulary: Sendable {
  // A number far beyond the count of pieces would fill the memory with gaps.
  private static let smallestLimit = 1 << 22

  /// The spellings by number; the numbers that no piece has are nil.
  private(set) var pieces: [String?] = []
  /// How many pieces the package counts: those of a list, or those that are spelled differently.
  private(set) var pieceCount = 0
  private(set) var trie = ByteTrie()

  /// Reads an object of pieces and their numbers.
  ///
  /// Of pieces that are named twice the last counts, and so it does of those with the same number.
  init(_ field: JSONField) throws {
    guard let members = field.value.members else {
      throw field.malformed(wanted: "an object of pieces and their numbers")
    }
    let limit = max(Self.smallestLimit, members.count * 8)
    for member in members {
      guard let token = member.value.token, token < limit else {
        throw field.malformed(
          "the piece \"\(member.name)\" has the number \(member.value.text()), "
            + "but one from 0 to \(limit - 1) is wanted")
      }
      add(member.name, token)
    }
  }

  /// Numbers pieces in their order.
  init(_ pieces: [String]) {
    for (token, piece) in pieces.enumerated() { add(piece, TokenID(token)) }
    pieceCount = pieces.count
  }

  private mutating func add(_ piece: String, _ token: TokenID) {
    let missing = Int(token) + 1 - pieces.count
    if missing > 0 { pieces += repeatElement(nil, count: missing) }
    pieces[Int(token)] = piece
    if trie.insert(Array(piece.utf8), token) == nil { pieceCount += 1 }
  }

  func piece(for token: TokenID) -> String? {
    pieces.indices.contains(Int(token)) ? pieces[Int(token)] : nil
  }

  func token(for piece: String) -> TokenID? { trie.value(of: Array(piece.utf8)) }

  /// The tokens of all bytes as `<0x00>` to `<0xFF>`, where the vocabulary has them.
  var byteTokens: [TokenID?] {
    (0...255).map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return token(for: "<0x" + (byte < 16 ? "0" : "") + digits + ">")
    }
  }
}
