import TextNormalization

/// Cuts text at every character; user-defined pieces stay whole.
struct CharacterSegmenter: SentencePieceSegmenter {
  let vocabulary: SentencePieceVocabulary

  func segments(of text: Span<UInt8>) -> [SentencePieceSegment] {
    var segments: [SentencePieceSegment] = []
    var position = 0
    while position < text.count {
      let end =
        vocabulary.userDefined.longestMatch(in: text, at: position)?.end
        ?? min(position + UTF8Lead.byteCount(text[position]), text.count)
      segments.append(vocabulary.segment(text, position..<end))
      position = end
    }
    return segments
  }
}

/// Cuts text before every space.
struct WordSegmenter: SentencePieceSegmenter {
  let vocabulary: SentencePieceVocabulary

  func segments(of text: Span<UInt8>) -> [SentencePieceSegment] {
    var segments: [SentencePieceSegment] = []
    var start = 0
    for position in 1..<max(text.count, 1) where text.isSpaceSymbol(at: position) {
      segments.append(vocabulary.segment(text, start..<position))
      start = position
    }
    if start < text.count { segments.append(vocabulary.segment(text, start..<text.count)) }
    return segments
  }
}

extension SentencePieceVocabulary {
  /// A part of a text as the piece that is spelled so.
  fileprivate func segment(_ text: Span<UInt8>, _ range: Range<Int>) -> SentencePieceSegment {
    SentencePieceSegment(token: token(range.map { text[$0] }), byteCount: range.count)
  }
}

extension Span<UInt8> {
  /// Whether U+2581, which stands for the space, begins at a place.
  func isSpaceSymbol(at position: Int) -> Bool {
    position + 2 < count && self[position] == 0xE2 && self[position + 1] == 0x96
      && self[position + 2] == 0x81
  }
}
