import TextNormalization
import Tokenization

/// Merges characters into pieces: always the pair whose piece has the best score, and of equal ones
/// the leftmost (Sennrich et al., 2016, §3.2).
struct BytePairSegmenter: SentencePieceSegmenter {
  private let pairs: PieceMerges
  private let userDefined: DoubleArray
  private let hasUserDefined: Bool
  private let unknown: TokenID
  private let resegmentation: Resegmentation?

  init(_ vocabulary: SentencePieceVocabulary) {
    pairs = PieceMerges(vocabulary)
    userDefined = vocabulary.userDefined
    hasUserDefined = !userDefined.units.isEmpty
    unknown = vocabulary.unknown
    resegmentation = Resegmentation(vocabulary)
  }

  func segments(of text: Span<UInt8>) -> [SentencePieceSegment] {
    var segments: [SentencePieceSegment] = []
    segments.reserveCapacity(text.count / 3 + 4)
    var chunk = SymbolChunk()
    var position = 0
    while position < text.count {
      let isSpace = text.isSpaceSymbol(at: position)
      if isSpace, cutsBeforeSpaces { finish(&chunk, to: &segments) }
      position += appendSymbol(of: text, at: position, to: &chunk)
      if isSpace, cutsAfterSpaces { finish(&chunk, to: &segments) }
    }
    finish(&chunk, to: &segments)
    return segments
  }

  // How unused pieces are cut again depends on all merges of the text, in their order.
  private var cutsBeforeSpaces: Bool { pairs.cutsBeforeSpaces && resegmentation == nil }
  private var cutsAfterSpaces: Bool { pairs.cutsAfterSpaces && resegmentation == nil }

  /// Appends the character or user-defined piece at a place, and tells its length.
  private func appendSymbol(
    of text: Span<UInt8>, at position: Int, to chunk: inout SymbolChunk
  ) -> Int {
    if hasUserDefined, let match = userDefined.longestMatch(in: text, at: position) {
      chunk.append(SymbolChunk.frozen(match.value), byteCount: match.end - position)
      return match.end - position
    }
    let (scalar, byteCount) = text.scalar(at: position)
    chunk.append(pairs.symbol(scalar) ?? SymbolChunk.frozen(unknown), byteCount: byteCount)
    return byteCount
  }

  private func finish(_ chunk: inout SymbolChunk, to segments: inout [SentencePieceSegment]) {
    if var resegmentation {
      chunk.mergeByAgenda(pairs) { resegmentation.note($0, $1, into: $2) }
      resegmentation.append(chunk, pairs, to: &segments)
    } else {
      chunk.merge(pairs)
      for (symbol, byteCount) in chunk {
        segments.append(
          SentencePieceSegment(token: pairs.token(symbol), byteCount: byteCount))
      }
    }
    chunk.removeAll()
  }
}
