import Tokenization

/// A way to cut normalised text into pieces.
protocol SentencePieceSegmenter: Sendable {
  /// Cuts a text.
  ///
  /// - Parameter text: Normalised text.
  /// - Returns: Segments that follow one another and together are the text.
  func segments(of text: Span<UInt8>) -> [SentencePieceSegment]
}

/// A part of a text, and the piece that it is.
struct SentencePieceSegment: Equatable, Sendable {
  let token: TokenID
  let byteCount: Int
}
