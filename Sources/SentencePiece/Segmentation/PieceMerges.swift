import TextNormalization
import Tokenization

/// The symbols of byte-pair encoding, and which two of them merge into which.
///
/// A symbol is a piece that text becomes, or a character that longer pieces are made of. Pieces have
/// their own numbers, the other characters those behind.
struct PieceMerges: Sendable {
  /// Stands where two symbols do not merge: a rank behind all others.
  static let none = UInt64.max
  /// Stands for a character that has no symbol.
  private static let noSymbol: Int32 = -1

  private var tokens: [TokenID]
  private var byteCounts: [Int]
  private var characters = ScalarTable<Int32>(repeating: noSymbol)
  private var merges: PairTable
  /// Whether no merge reaches across the place before a space, or behind one.
  private(set) var cutsBeforeSpaces = true
  private(set) var cutsAfterSpaces = true

  init(_ vocabulary: SentencePieceVocabulary) {
    tokens = vocabulary.pieces.map { vocabulary.token($0.spelling.utf8) }
    byteCounts = vocabulary.pieces.map(\.spelling.utf8.count)
    merges = PairTable(expecting: vocabulary.pieces.count * 2)
    let ranks = Self.ranks(of: vocabulary.pieces)
    let mergeable = vocabulary.pieces.indices.filter {
      [.normal, .userDefined, .unused].contains(vocabulary.pieces[$0].kind)
    }
    for piece in mergeable {
      addCharacters(of: vocabulary.pieces[piece].spelling, vocabulary)
    }
    for piece in mergeable {
      let merge = UInt64(ranks[piece]) << 32 | UInt64(piece)
      addPairs(of: Array(vocabulary.pieces[piece].spelling.utf8), merge: merge, vocabulary)
    }
    addReservedCharacters(vocabulary)
  }

  /// The symbol of a character, or nil if no piece holds it.
  func symbol(_ scalar: UInt32) -> Int32? {
    let symbol = characters[scalar]
    return symbol == Self.noSymbol ? nil : symbol
  }

  /// The token of a symbol; a negative one has it in itself.
  func token(_ symbol: Int32) -> TokenID { symbol < 0 ? -1 - symbol : tokens[Int(symbol)] }

  /// The length of a symbol's text.
  func byteCount(_ symbol: Int32) -> Int { byteCounts[Int(symbol)] }

  /// What two symbols merge into.
  ///
  /// - Parameters:
  ///   - left: A symbol, or a negative number for a character that merges with nothing.
  ///   - right: The symbol behind it.
  /// - Returns: The rank of the merge in the upper half, 0 for the best, and the symbol that it
  ///   makes in the lower; `none` if there is no such merge.
  func merge(_ left: Int32, _ right: Int32) -> UInt64 {
    guard left >= 0, right >= 0 else { return Self.none }
    return merges.value(of: SymbolPair(left, right)) ?? Self.none
  }

  /// The place of each piece's score among all scores, the greatest first; equal scores share one.
  private static func ranks(of pieces: [SentencePieceModel.Piece]) -> [Int] {
    var ranks = [Int](repeating: 0, count: pieces.count)
    var rank = 0
    var previous: Float?
    for piece in pieces.indices.sorted(by: { pieces[$0].score > pieces[$1].score }) {
      if let previous, previous != pieces[piece].score { rank += 1 }
      previous = pieces[piece].score
      ranks[piece] = rank
    }
    return ranks
  }

  /// Numbers the characters of a piece.
  private mutating func addCharacters(of spelling: String, _ vocabulary: SentencePieceVocabulary) {
    for scalar in spelling.unicodeScalars where symbol(scalar.value) == nil {
      let utf8 = UTF8.encode(scalar).map(Array.init) ?? []
      if let piece = vocabulary.spelled.value(of: utf8) {
        characters[scalar.value] = piece
      } else {
        characters[scalar.value] = Int32(tokens.count)
        tokens.append(vocabulary.token(utf8))
        byteCounts.append(utf8.count)
      }
    }
  }

  /// Notes all pairs of symbols that together are a piece.
  private mutating func addPairs(
    of spelling: [UInt8], merge: UInt64, _ vocabulary: SentencePieceVocabulary
  ) {
    var node = DoubleArray.root
    for middle in spelling.indices.dropFirst() {
      guard let child = vocabulary.spelled.child(spelling[middle - 1], of: node) else { return }
      node = child
      guard spelling[middle] & 0xC0 != 0x80 else { continue }
      let left = spelling[..<middle]
      let right = spelling[middle...]
      guard
        let leftSymbol = vocabulary.spelled.value(at: node) ?? character(left),
        let rightSymbol = vocabulary.spelled.value(of: right) ?? character(right)
      else { continue }
      merges.set(merge, for: SymbolPair(leftSymbol, rightSymbol))
      let space = SentencePieceNormalizer.spaceSymbol
      cutsBeforeSpaces = cutsBeforeSpaces && !right.starts(with: space)
      cutsAfterSpaces = cutsAfterSpaces && !left.suffix(space.count).elementsEqual(space)
    }
  }

  /// The symbol of a text that is one character, or nil if it is more.
  private func character(_ spelling: ArraySlice<UInt8>) -> Int32? {
    guard let first = spelling.first, UTF8Lead.byteCount(first) == spelling.count else {
      return nil
    }
    return String(decoding: spelling, as: UTF8.self).unicodeScalars.first.flatMap {
      symbol($0.value)
    }
  }

  /// A character may be spelled like a piece that marks, and then becomes it.
  private mutating func addReservedCharacters(_ vocabulary: SentencePieceVocabulary) {
    for (token, piece) in vocabulary.pieces.enumerated() {
      guard vocabulary.reserved.value(of: piece.spelling.utf8) == TokenID(token),
        piece.spelling.unicodeScalars.count == 1, let scalar = piece.spelling.unicodeScalars.first
      else { continue }
      if symbol(scalar.value) == nil { characters[scalar.value] = TokenID(token) }
    }
  }
}
