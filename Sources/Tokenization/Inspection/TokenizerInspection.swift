/// What a tokenizer makes of a corpus, in numbers.
///
/// Text is counted as it is after normalisation, since that is what pieces spell. Inspections of
/// parts of a corpus merge into that of the whole.
public struct TokenizerInspection: Sendable {
  /// How many lines were seen.
  public private(set) var lineCount = 0
  /// How many words, which are what whitespace separates.
  public private(set) var wordCount = 0
  /// How many characters (Unicode scalars), spaces included.
  public private(set) var characterCount = 0
  /// How many bytes of UTF-8.
  public private(set) var byteCount = 0
  /// How often each piece occurred, by its number.
  public private(set) var pieceCounts: [Int]
  /// How often each character was spelled in bytes or as the unknown token.
  public private(set) var unspelledCharacters: [Unicode.Scalar: Int] = [:]

  private let tokenizer: Tokenizer
  private let byteTokens: Set<TokenID>

  /// Makes an inspection that has seen no text.
  public init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    pieceCounts = Array(repeating: 0, count: tokenizer.vocabularyCount)
    byteTokens = Set(
      (UInt8.min...UInt8.max).compactMap { tokenizer.id(forPiece: SpecialPiece.byte($0)) })
  }

  /// Adds lines of the corpus.
  ///
  /// - Parameters:
  ///   - lines: The texts.
  ///   - threadCount: How many threads work, at least 1; the numbers are the same for any.
  public mutating func add(_ lines: [String], threadCount: Int = 1) {
    let tokens = tokenizer.tokenize(lines: lines, threadCount: threadCount)
    precondition(tokens.count == lines.count, "each line has its tokens")
    for (line, tokens) in zip(lines, tokens) { add(line, tokens) }
  }

  /// Adds what another inspection with the same tokenizer counted.
  public mutating func merge(_ other: TokenizerInspection) {
    precondition(
      pieceCounts.count == other.pieceCounts.count, "the inspections are of different tokenizers")
    lineCount += other.lineCount
    wordCount += other.wordCount
    characterCount += other.characterCount
    byteCount += other.byteCount
    for (token, count) in other.pieceCounts.enumerated() { pieceCounts[token] += count }
    unspelledCharacters.merge(other.unspelledCharacters, uniquingKeysWith: +)
  }

  private mutating func add(_ line: String, _ tokens: [TokenID]) {
    let text = tokenizer.normalized(line)
    lineCount += 1
    wordCount += text.unicodeScalars.split { $0.properties.isWhitespace }.count
    characterCount += text.unicodeScalars.count
    byteCount += text.utf8.count
    for token in tokens { pieceCounts[Int(token)] += 1 }
    if tokens.contains(where: isUnspelled) { addUnspelledCharacters(of: line) }
  }

  private func isUnspelled(_ token: TokenID) -> Bool {
    byteTokens.contains(token) || token == tokenizer.specialTokens.unknown
  }

  /// The bytes of one character share its place, which is hence counted once.
  private mutating func addUnspelledCharacters(of line: String) {
    let utf8 = Array(line.utf8)
    let places = Set(tokenizer.locatedTokens(line).filter { isUnspelled($0.token) }.map(\.bytes))
    for place in places {
      for scalar in String(decoding: utf8[place], as: UTF8.self).unicodeScalars {
        unspelledCharacters[scalar, default: 0] += 1
      }
    }
  }
}

// MARK: What follows from the counts

extension TokenizerInspection {
  /// How many pieces the corpus became.
  public var pieceCount: Int { pieceCounts.reduce(0, +) }

  /// How many of the pieces are bytes of characters that the vocabulary lacks.
  public var byteTokenCount: Int { byteTokens.reduce(0) { $0 + pieceCounts[Int($1)] } }

  /// How many of the pieces are the unknown token.
  public var unknownCount: Int {
    tokenizer.specialTokens.unknown.map { pieceCounts[Int($0)] } ?? 0
  }

  /// Pieces per word.
  public var fertility: Double { Self.ratio(pieceCount, wordCount) }

  /// Pieces per line.
  public var piecesPerLine: Double { Self.ratio(pieceCount, lineCount) }

  /// Bytes per piece.
  public var bytesPerPiece: Double { Self.ratio(byteCount, pieceCount) }

  /// Characters per piece.
  public var charactersPerPiece: Double { Self.ratio(characterCount, pieceCount) }

  /// The share of the pieces that are bytes.
  public var byteTokenShare: Double { Self.ratio(byteTokenCount, pieceCount) }

  /// The share of the characters that the vocabulary has, alone or within longer pieces.
  public var coverage: Double {
    1 - Self.ratio(unspelledCharacters.values.reduce(0, +), characterCount)
  }

  /// The share of the vocabulary that occurred.
  public var usedVocabularyShare: Double {
    Self.ratio(pieceCounts.count { $0 > 0 }, pieceCounts.count)
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}
