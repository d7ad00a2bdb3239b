import Tokenization

/// `Unigram`: the cut of a piece whose tokens have the best sum of scores.
struct UnigramModel: PipelineModel {
  /// By how much what is unknown scores below the lowest score.
  private static let unknownPenalty = 10.0

  /// The best way to a place in the piece.
  private struct Path {
    var score = 0.0
    var token: TokenID = 0
    /// Where its last token begins, or -1 if no way is known.
    var start = -1
  }

  let vocabulary: PipelineVocabulary
  private let scores: [Double]
  private let unknown: TokenID
  private let unknownScore: Double
  private let byteTokens: [TokenID?]?

  init(_ field: JSONField) throws {
    let entries = try Self.entries(field["vocab"])
    let vocabulary = PipelineVocabulary(entries.map(\.piece))
    scores = entries.map(\.score)
    unknown = try field["unk_id"].token()
    guard Int(unknown) < entries.count else {
      throw field["unk_id"].malformed(wanted: "a number below \(entries.count)")
    }
    unknownScore = (scores.min() ?? 0) - Self.unknownPenalty
    byteTokens = try field["byte_fallback"].flag(default: false) ? vocabulary.byteTokens : nil
    self.vocabulary = vocabulary
  }

  private static func entries(_ field: JSONField) throws -> [(piece: String, score: Double)] {
    guard let entries = field.value.elements else { throw field.malformed(wanted: "a list") }
    return try entries.enumerated().map { token, entry in
      guard let pair = entry.elements, pair.count == 2, let piece = pair[0].text,
        case .number(let score) = pair[1]
      else {
        throw field.malformed(
          "entry \(token) is \(entry.text()), but a piece and its score are wanted")
      }
      return (piece, score)
    }
  }

  func appendTokens(of piece: Span<UInt8>, to tokens: inout [ModelToken]) {
    for (bytes, token) in bestCut(of: piece) {
      // Characters that are unknown one by one may together be spelled like a piece.
      if let token = token ?? vocabulary.trie.value(of: piece.extracting(bytes)) {
        tokens.append(ModelToken(token: token, bytes: bytes))
      } else if let byteTokens = byteTokens(of: bytes, in: piece) {
        for token in byteTokens { tokens.append(ModelToken(token: token, bytes: bytes)) }
      } else {
        tokens.append(ModelToken(token: unknown, bytes: bytes, isSpelledByText: true))
      }
    }
  }

  private func byteTokens(of range: Range<Int>, in piece: Span<UInt8>) -> [TokenID]? {
    guard let byteTokens else { return nil }
    let tokens = range.compactMap { byteTokens[Int(piece[$0])] }
    return tokens.count == range.count ? tokens : nil
  }

  /// The best cut in order; runs of what is unknown are one stretch, and have no token.
  private func bestCut(of piece: Span<UInt8>) -> [(bytes: Range<Int>, token: TokenID?)] {
    let paths = bestPaths(through: piece)
    var cut: [(bytes: Range<Int>, token: TokenID?)] = []
    var end = piece.count
    while end > 0 {
      let path = paths[end]
      if path.token != unknown {
        cut.append((path.start..<end, path.token))
      } else if let last = cut.last, last.token == nil {
        cut[cut.count - 1].bytes = path.start..<last.bytes.upperBound
      } else {
        cut.append((path.start..<end, nil))
      }
      end = path.start
    }
    return cut.reversed()
  }

  /// The best way to each place, by Viterbi's algorithm; of equals, the first one found.
  private func bestPaths(through piece: Span<UInt8>) -> [Path] {
    var paths = Array(repeating: Path(), count: piece.count + 1)
    var start = 0
    while start < piece.count {
      let score = paths[start].score
      let characterEnd = piece.endOfCharacter(from: start)
      var hasCharacter = false
      var node = ByteTrie.root
      var end = start
      while end < piece.count, let child = vocabulary.trie.child(of: node, piece[end]) {
        node = child
        end += 1
        guard let token = vocabulary.trie.value(at: node) else { continue }
        Self.offer(score + scores[Int(token)], token, from: start, to: &paths[end])
        if end == characterEnd { hasCharacter = true }
      }
      if !hasCharacter {
        Self.offer(score + unknownScore, unknown, from: start, to: &paths[characterEnd])
      }
      start = characterEnd
    }
    return paths
  }

  private static func offer(
    _ score: Double, _ token: TokenID, from start: Int, to path: inout Path
  ) {
    guard path.start < 0 || score > path.score else { return }
    path = Path(score: score, token: token, start: start)
  }
}
