/// The distinct pieces of a training text, one after the other, each with how often it occurs.
struct TrainingText {
  var symbols = SymbolSequence()
  // The piece at each position, and how often each piece occurs.
  private var pieceIndices: [UInt32] = [0]
  private var counts: [Int] = []

  /// Characters without a token become boundaries, since no merge may hold them.
  init(_ pieceCounts: [[Unicode.Scalar]: Int], characterTokens: [Unicode.Scalar: TokenID]) {
    for (piece, count) in pieceCounts {
      for scalar in piece {
        append(characterTokens[scalar] ?? SymbolSequence.boundary)
      }
      append(SymbolSequence.boundary)
      counts.append(count)
    }
  }

  /// How often the piece that holds a position occurs.
  func frequency(at position: Int) -> Int {
    counts[Int(pieceIndices[position])]
  }

  private mutating func append(_ symbol: TokenID) {
    symbols.append(symbol)
    pieceIndices.append(UInt32(counts.count))
  }
}
