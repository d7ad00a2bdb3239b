import TextNormalization

/// Encodes line after line, with room and a cache that stay from line to line.
///
/// One serves one thread; what it encoded before changes only how long it takes.
struct LineEncoder {
  private let normalizer: Normalizer
  private let preTokenizer: PreTokenizer
  private var pieces: PieceEncoder
  // The line as it is given.
  private var source: [UInt8] = []
  // The normalised line with its leading space, then the padding that keys of pieces need.
  private var text: [UInt8] = []

  /// Makes an encoder.
  ///
  /// - Parameters:
  ///   - encoder: What it encodes with.
  ///   - normalizer: What is done to lines, if not what the encoder does.
  ///   - isCached: Whether it keeps what pieces become, which is worth its memory and time from
  ///     some hundred lines on.
  init(_ encoder: BytePairEncoder, normalizer: Normalizer? = nil, isCached: Bool) {
    self.normalizer = normalizer ?? encoder.normalizer
    preTokenizer = encoder.preTokenizer
    pieces = PieceEncoder(encoder, cache: isCached ? PieceCache() : nil)
  }

  /// Appends the tokens of a line, which is normalised first.
  mutating func append(_ line: String, to tokens: inout [TokenID]) {
    fill(with: line)
    let text = text  // so that its span does not borrow all of self
    let padded = text.span
    let utf8 = padded.extracting(droppingLast: PieceKey.padding.count)
    guard utf8.count > 1 else { return }

    preTokenizer.forEachPiece(in: utf8) { piece in
      pieces.append(piece, of: padded, to: &tokens)
    }
  }

  private mutating func fill(with line: String) {
    source.removeAll(keepingCapacity: true)
    source.append(contentsOf: line.utf8)
    let source = source  // as above
    text.removeAll(keepingCapacity: true)
    text.append(UInt8(ascii: " "))
    normalizer.append(normalized: source.span, to: &text)
    text.append(contentsOf: PieceKey.padding)
  }
}
