/// Turns one piece after the other into tokens: from memory if it can, else by merging.
struct PieceEncoder {
  private let vocabulary: Vocabulary
  private let table: MergeTable
  private let wholePieces: [[UInt8]: TokenID]
  private var cache: PieceCache?
  private var shortPieces = ShortPieceMerger()

  init(_ encoder: BytePairEncoder, cache: PieceCache?) {
    vocabulary = encoder.vocabulary
    table = encoder.table
    wholePieces = encoder.wholePieces
    self.cache = cache
  }

  /// Appends the tokens of a piece.
  ///
  /// - Parameters:
  ///   - piece: The place of the piece.
  ///   - padded: The text and the padding that keys of pieces need.
  ///   - tokens: What is appended to.
  @inline(__always)
  mutating func append(_ piece: Range<Int>, of padded: Span<UInt8>, to tokens: inout [TokenID]) {
    guard piece.count <= PieceKey.maximumCount, cache != nil else {
      merge(piece, of: padded, to: &tokens)
      return
    }
    let key = PieceKey(piece, in: padded)
    if cache?.append(key, to: &tokens) == true { return }
    let start = tokens.count
    merge(piece, of: padded, to: &tokens)
    cache?.remember(key, tokens[start...])
  }

  private mutating func merge(
    _ piece: Range<Int>, of utf8: Span<UInt8>, to tokens: inout [TokenID]
  ) {
    if !wholePieces.isEmpty, let token = wholePieces[piece.map { utf8[$0] }] {
      tokens.append(token)
    } else if piece.count <= ShortPieceMerger.symbolLimit {
      // As many symbols at the most, since each spells a byte or more.
      shortPieces.load { vocabulary.spell(piece, of: utf8, $0) }
      shortPieces.merge(by: table, to: &tokens)
    } else {
      var symbols: [TokenID] = []
      vocabulary.spell(piece, of: utf8) { symbols.append($0) }
      tokens += table.mergedByHeap(symbols)
    }
  }
}
