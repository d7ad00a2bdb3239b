import TextNormalization
import Tokenization

/// Finds the most probable pieces of a text (Kudo, 2018, §3.1).
struct UnigramSegmenter: SentencePieceSegmenter {
  private let pieces: DoubleArray
  private let unknown: TokenID
  private let unknownScore: Float
  private let scores: [PieceScore]

  /// What a piece adds to the score of a path.
  enum PieceScore: Sendable {
    case fixed(Float)
    /// User-defined pieces win over others of the same text.
    case perUnit(Float)
    /// Unused pieces stand on no path.
    case none

    /// The score of a piece with so many units of length, or nil if it stands on no path.
    func value(length: Int) -> Float? {
      switch self {
      case .fixed(let score): score
      case .perUnit(let score): Float(Double(Float(length) * score) - 0.1)
      case .none: nil
      }
    }
  }

  init(_ vocabulary: SentencePieceVocabulary) {
    pieces = vocabulary.spelled
    unknown = vocabulary.unknown
    let bounds = vocabulary.scoreBounds
    unknownScore = bounds.least - 10
    scores = vocabulary.pieces.map { piece in
      switch piece.kind {
      case .userDefined: .perUnit(bounds.greatest)
      case .unused: .none
      default: .fixed(piece.score)
      }
    }
  }

  func segments(of text: Span<UInt8>) -> [SentencePieceSegment] {
    var paths = BestPaths(byteCount: text.count)
    var start = 0
    while start < text.count {
      let characterEnd = min(start + UTF8Lead.byteCount(text[start]), text.count)
      var hasCharacter = false
      forEachPiece(in: text, from: start) { end, piece, score in
        paths.offer(score, of: piece, from: start, to: end)
        hasCharacter = hasCharacter || end == characterEnd
      }
      if !hasCharacter {
        paths.offer(unknownScore, of: unknown, from: start, to: characterEnd)
      }
      start = characterEnd
    }
    return paths.best
  }

  /// The pieces that begin at a place, shortest first.
  private func forEachPiece(
    in text: Span<UInt8>, from start: Int,
    _ body: (_ end: Int, _ piece: TokenID, _ score: Float) -> Void
  ) {
    var node = DoubleArray.root
    var end = start
    while end < text.count, let child = pieces.child(text[end], of: node) {
      node = child
      end += 1
      guard let piece = pieces.value(at: node),
        let score = scores[Int(piece)].value(length: end - start)
      else { continue }
      body(end, piece, score)
    }
  }

  /// All pieces of a text with their places, for the search of several segmentations.
  ///
  /// - Parameter text: Normalised text.
  /// - Returns: The lattice.
  func lattice(of text: Span<UInt8>) -> UnigramLattice {
    var lattice = UnigramLattice(text)
    for position in 0..<lattice.characterCount {
      var hasCharacter = false
      forEachPiece(in: text, from: lattice.offsets[position]) { end, piece, _ in
        let length = lattice.position(ofByte: end) - position
        guard let score = scores[Int(piece)].value(length: length) else { return }
        lattice.insert(piece, score: score, at: position, length: length)
        hasCharacter = hasCharacter || length == 1
      }
      if !hasCharacter { lattice.insert(unknown, score: unknownScore, at: position, length: 1) }
    }
    lattice.findBestPaths()
    return lattice
  }
}

/// The best path to each place of a text.
private struct BestPaths {
  private struct End {
    var score: Float = 0
    var start = -1
    var piece: TokenID = -1
  }

  private var ends: [End]

  init(byteCount: Int) {
    ends = [End](repeating: End(), count: byteCount + 1)
  }

  /// Takes a piece as the last of the path to its end, if no other is at least as good.
  mutating func offer(_ score: Float, of piece: TokenID, from start: Int, to end: Int) {
    let total = score + ends[start].score
    guard ends[end].start < 0 || total > ends[end].score else { return }
    ends[end] = End(score: total, start: start, piece: piece)
  }

  /// The path to the end of the text.
  var best: [SentencePieceSegment] {
    var segments: [SentencePieceSegment] = []
    var end = ends.count - 1
    while end > 0 {
      let last = ends[end]
      segments.append(SentencePieceSegment(token: last.piece, byteCount: end - last.start))
      end = last.start
    }
    return segments.reversed()
  }
}
