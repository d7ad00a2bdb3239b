import Tokenization

extension SubwordNMTCodes {
  /// What a vocabulary is to Hugging Face's tokenizers.
  public struct HuggingFaceOptions: Sendable {
    /// The piece that stands for what the vocabulary cannot spell.
    public var unknownPiece = "<unk>"
    /// The pieces that mark and never spell, where the vocabulary has them.
    public var specialPieces = ["<unk>", "<s>", "</s>", "<pad>"]
    /// What stands behind subwords in the vocabulary that are not the last of their word.
    public var separator = "@@"

    /// Makes options with the usual pieces.
    public init() {}
  }

  /// The codes as a `tokenizer.json` of Hugging Face, which cuts text as `apply-bpe` does.
  ///
  /// Pieces keep their numbers. What is spelled `the@@` in a vocabulary is `the` there, and `the`
  /// is `the</w>`.
  ///
  /// - Parameters:
  ///   - vocabulary: The pieces of a model, or nil for all that the codes can make: `<unk>`, `<s>`,
  ///     `</s>`, then the characters in the order of their code points, then the merges.
  ///   - options: What is chosen.
  /// - Returns: The content of the file.
  /// - Throws: ``TokenizationError``: `unsupported` for codes of version 0.1, `malformed` with file
  ///   and line of a merge of which the vocabulary lacks a piece, `invalidVocabulary` if it has no
  ///   piece for the unknown.
  public func huggingFaceJSON(
    vocabulary: PlainVocabulary? = nil, options: HuggingFaceOptions = HuggingFaceOptions()
  ) throws -> [UInt8] {
    guard version == .endOfWordSuffix else {
      throw TokenizationError.unsupported(
        file: name, field: "version", found: "0.1", wanted: "codes of version 0.2")
    }
    let vocabulary = try vocabulary ?? completeVocabulary(options)
    let layout = try HuggingFaceWords(self, vocabulary: vocabulary, options: options)
    return Array((layout.json.text(brokenLevelCount: 3) + "\n").utf8)
  }

  /// All pieces that the codes can make.
  private func completeVocabulary(_ options: HuggingFaceOptions) throws -> PlainVocabulary {
    var table = ByteStringTable()
    for piece in SpecialPiece.markers { _ = table.insert(Array(piece.utf8)) }
    for character in characters {
      _ = table.insert(Array((String(character) + options.separator).utf8))
      _ = table.insert(Array(String(character).utf8))
    }
    for merge in merges {
      _ = table.insert(HuggingFaceWords.subword(merge.joined, separator: options.separator))
    }
    let pieces = (0..<table.count).map { String(decoding: table.string($0), as: UTF8.self) }
    return try PlainVocabulary(pieces: pieces, name: name)
  }

  /// The characters that merges are made of, in the order of their code points.
  private var characters: [Unicode.Scalar] {
    var characters = Set<Unicode.Scalar>()
    for symbol in merges.lazy.flatMap({ [$0.left, $0.right] }) {
      let isFinal = symbol.suffix(Self.endOfWord.count).elementsEqual(Self.endOfWord)
      let content = isFinal ? symbol.dropLast(Self.endOfWord.count) : symbol[...]
      characters.formUnion(String(decoding: content, as: UTF8.self).unicodeScalars)
    }
    return characters.sorted()
  }
}
