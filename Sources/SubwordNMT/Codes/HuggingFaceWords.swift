import Tokenization

/// Codes and a vocabulary in the terms of Hugging Face.
struct HuggingFaceWords {
  private let codes: SubwordNMTCodes
  private let vocabulary: PlainVocabulary
  private let options: SubwordNMTCodes.HuggingFaceOptions

  init(
    _ codes: SubwordNMTCodes, vocabulary: PlainVocabulary,
    options: SubwordNMTCodes.HuggingFaceOptions
  ) throws {
    self.codes = codes
    self.vocabulary = vocabulary
    self.options = options
    guard vocabulary.number(of: options.unknownPiece) != nil else {
      throw TokenizationError.invalidVocabulary(
        "\(vocabulary.name): the piece \(options.unknownPiece) for the unknown is missing")
    }
    try checkMerges()
    try checkSpellings()
  }

  /// A symbol as subword-nmt writes it into text.
  static func subword(_ symbol: [UInt8], separator: String) -> [UInt8] {
    let suffix = SubwordNMTCodes.endOfWord
    let isFinal = symbol.count >= suffix.count && symbol.suffix(suffix.count).elementsEqual(suffix)
    return isFinal ? Array(symbol.dropLast(suffix.count)) : symbol + Array(separator.utf8)
  }

  var json: JSON {
    [
      "version": "1.0", "truncation": nil, "padding": nil, "added_tokens": addedTokens,
      "normalizer": nil,
      // Words stand between spaces, and other whitespace belongs to them.
      "pre_tokenizer": [
        "type": "Split", "pattern": ["String": " "], "behavior": "Removed", "invert": false,
      ],
      "post_processor": nil, "decoder": ["type": "BPEDecoder", "suffix": "</w>"],
      "model": model,
    ]
  }

  private var model: JSON {
    let pieces = vocabulary.entries.enumerated().map { number, entry in
      JSON.Member(name: spelling(of: entry.piece), value: .number(Double(number)))
    }
    // Of merges that are listed twice the first counts.
    var seen = Set<SubwordNMTCodes.Merge>()
    let merges = codes.merges.filter { seen.insert($0).inserted }.map { merge in
      JSON.array([merge.left, merge.right].map { .string(String(decoding: $0, as: UTF8.self)) })
    }
    return [
      "type": "BPE", "dropout": nil, "unk_token": .string(options.unknownPiece),
      "continuing_subword_prefix": nil, "end_of_word_suffix": "</w>", "fuse_unk": false,
      "byte_fallback": false, "ignore_merges": false, "vocab": .object(pieces),
      "merges": .array(merges),
    ]
  }

  private var addedTokens: JSON {
    let special = vocabulary.entries.enumerated().filter { isSpecial($0.element.piece) }
    return .array(
      special.map { number, entry in
        [
          "id": .number(Double(number)), "content": .string(entry.piece), "single_word": false,
          "lstrip": false, "rstrip": false, "normalized": false, "special": true,
        ]
      })
  }

  private func isSpecial(_ piece: String) -> Bool {
    (options.specialPieces + [options.unknownPiece]).contains { $0.utf8.elementsEqual(piece.utf8) }
  }

  /// How Hugging Face spells a piece.
  private func spelling(of piece: String) -> String {
    guard !isSpecial(piece) else { return piece }
    let separator = Array(options.separator.utf8)
    let bytes = Array(piece.utf8)
    let isInner = bytes.count > separator.count && bytes.suffix(separator.count) == separator[...]
    return isInner
      ? String(decoding: bytes.dropLast(separator.count), as: UTF8.self) : piece + "</w>"
  }

  /// Each merge needs its two pieces and the one that it makes.
  private func checkMerges() throws {
    for (rank, merge) in codes.merges.enumerated() {
      for symbol in [merge.left, merge.right, merge.joined] {
        let piece = String(
          decoding: Self.subword(symbol, separator: options.separator), as: UTF8.self)
        guard vocabulary.number(of: piece) == nil else { continue }
        throw TokenizationError.malformed(
          file: codes.name, line: codes.line(ofMerge: rank),
          problem: "the piece \"\(piece)\" of this merge is not in \(vocabulary.name)")
      }
    }
  }

  /// Pieces must stay apart when they are spelled as in Hugging Face.
  private func checkSpellings() throws {
    var spellings = ByteStringTable()
    for (number, entry) in vocabulary.entries.enumerated()
    where spellings.insert(Array(spelling(of: entry.piece).utf8)) != number {
      throw TokenizationError.invalidVocabulary(
        "\(vocabulary.name): the piece \"\(entry.piece)\" is another one's with \"</w>\" behind it")
    }
  }
}
