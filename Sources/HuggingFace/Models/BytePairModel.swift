import Tokenization

/// `BPE`: begins with characters, and merges pairs in the order of their rank.
struct BytePairModel: PipelineModel {
  let vocabulary: PipelineVocabulary
  private let merger: PairMerger
  private let unknown: TokenID?
  private let fusesUnknown: Bool
  private let byteTokens: [TokenID?]?
  private let ignoresMerges: Bool
  private let prefix: [UInt8]
  private let suffix: [UInt8]
  /// The tokens of ASCII characters, for which no tree need be asked.
  private let asciiTokens: [TokenID?]

  init(_ field: JSONField) throws {
    let vocabulary = try PipelineVocabulary(field["vocab"])
    prefix = Array((try field["continuing_subword_prefix"].optionalText() ?? "").utf8)
    suffix = Array((try field["end_of_word_suffix"].optionalText() ?? "").utf8)
    merger = try PairMerger(field["merges"], vocabulary, prefixCount: prefix.count)
    unknown = try field["unk_token"].optionalText().flatMap(vocabulary.token)
    fusesUnknown = try field["fuse_unk"].flag(default: false)
    byteTokens = try field["byte_fallback"].flag(default: false) ? vocabulary.byteTokens : nil
    ignoresMerges = try field["ignore_merges"].flag(default: false)
    asciiTokens = (UInt8(0)..<128).map { vocabulary.trie.value(of: [$0]) }
    self.vocabulary = vocabulary
  }

  func appendTokens(of piece: Span<UInt8>, to tokens: inout [ModelToken]) {
    if ignoresMerges, let token = vocabulary.trie.value(of: piece) {
      tokens.append(ModelToken(token: token, bytes: 0..<piece.count))
      return
    }
    var word = initialSymbols(of: piece)
    merger.merge(&word)
    var start = 0
    for symbol in word where symbol.byteCount > 0 {
      let end = start + symbol.byteCount
      tokens.append(ModelToken(token: symbol.token, bytes: start..<end))
      start = end
    }
  }

  private func initialSymbols(of piece: Span<UInt8>) -> [PairMerger.Symbol] {
    var word: [PairMerger.Symbol] = []
    word.reserveCapacity(piece.count)
    var pendingUnknown: PairMerger.Symbol?
    var start = 0
    while start < piece.count {
      let end = piece.endOfCharacter(from: start)
      defer { start = end }
      if let token = token(ofCharacter: start..<end, in: piece) {
        if let pending = pendingUnknown { word.append(pending) }
        pendingUnknown = nil
        word.append(PairMerger.Symbol(token: token, byteCount: end - start))
      } else if let bytes = byteSymbols(ofCharacter: start..<end, in: piece) {
        // As in the package, what is unknown before bytes comes after them.
        word += bytes
      } else if let unknown {
        var byteCount = end - start
        if let pending = pendingUnknown {
          if fusesUnknown { byteCount += pending.byteCount } else { word.append(pending) }
        }
        pendingUnknown = PairMerger.Symbol(token: unknown, byteCount: byteCount)
      }
    }
    if let pending = pendingUnknown { word.append(pending) }
    return word
  }

  private func token(ofCharacter range: Range<Int>, in piece: Span<UInt8>) -> TokenID? {
    let takesPrefix = range.lowerBound > 0 && !prefix.isEmpty
    let takesSuffix = range.upperBound == piece.count && !suffix.isEmpty
    if !takesPrefix && !takesSuffix {
      if range.count == 1 { return asciiTokens[Int(piece[range.lowerBound] & 0x7F)] }
      return vocabulary.trie.value(of: piece.extracting(range))
    }
    return vocabulary.trie.value(of: spelling(ofCharacter: range, in: piece))
  }

  /// A character with what marks that it continues or ends a word.
  private func spelling(ofCharacter range: Range<Int>, in piece: Span<UInt8>) -> [UInt8] {
    (range.lowerBound > 0 ? prefix : []) + range.map { piece[$0] }
      + (range.upperBound == piece.count ? suffix : [])
  }

  private func byteSymbols(
    ofCharacter range: Range<Int>, in piece: Span<UInt8>
  ) -> [PairMerger.Symbol]? {
    guard let byteTokens else { return nil }
    var symbols: [PairMerger.Symbol] = []
    for byte in spelling(ofCharacter: range, in: piece) {
      guard let token = byteTokens[Int(byte)] else { return nil }
      symbols.append(PairMerger.Symbol(token: token, byteCount: 1))
    }
    return symbols
  }
}

extension Span where Element == UInt8 {
  /// Where the character of valid UTF-8 ends that begins at a position.
  func endOfCharacter(from start: Int) -> Int {
    switch self[start] {
    case 0..<0xC0: start + 1
    case 0xC0..<0xE0: Swift.min(start + 2, count)
    case 0xE0..<0xF0: Swift.min(start + 3, count)
    default: Swift.min(start + 4, count)
    }
  }
}
