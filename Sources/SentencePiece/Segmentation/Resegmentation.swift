import Tokenization

/// How pieces that are marked unused are cut again after merging.
struct Resegmentation: Sendable {
  private let isUnused: [Bool]
  private let unknown: TokenID
  /// For each unused piece the two symbols that were last seen to make it.
  private var splits: [Int32: (left: Int32, right: Int32)] = [:]

  /// Nothing if the vocabulary has no unused pieces.
  init?(_ vocabulary: SentencePieceVocabulary) {
    isUnused = vocabulary.pieces.map { $0.kind == .unused }
    unknown = vocabulary.unknown
    guard isUnused.contains(true) else { return nil }
  }

  /// Notes that two symbols could merge.
  mutating func note(_ left: Int32, _ right: Int32, into merged: Int32) {
    if isUnused(merged) { splits[merged] = (left, right) }
  }

  private func isUnused(_ symbol: Int32) -> Bool {
    isUnused.indices.contains(Int(symbol)) && isUnused[Int(symbol)]
  }

  /// Appends the segments of merged symbols, with the unused ones cut as often as needed.
  ///
  /// An unused piece that nothing was merged into is unknown.
  func append(
    _ chunk: SymbolChunk, _ pairs: PieceMerges, to segments: inout [SentencePieceSegment]
  ) {
    for (symbol, byteCount) in chunk {
      var pending = [(symbol, byteCount)]
      while let (symbol, byteCount) = pending.popLast() {
        if let (left, right) = splits[symbol] {
          let leftCount = pairs.byteCount(left)
          pending.append((right, byteCount - leftCount))
          pending.append((left, leftCount))
        } else {
          let token = isUnused(symbol) ? unknown : pairs.token(symbol)
          segments.append(SentencePieceSegment(token: token, byteCount: byteCount))
        }
      }
    }
  }
}
