import TextNormalization
package import Tokenization

/// A tokenizer that does exactly what the `sentencepiece` package does with the same model file.
package struct SentencePieceProcessor: TokenizerEngine {
  let vocabulary: SentencePieceVocabulary
  let model: SentencePieceModel
  private let bytes: [UInt8]
  private let normalizer: SentencePieceNormalizer
  let denormalizer: SentencePieceNormalizer?
  private let segmenter: any SentencePieceSegmenter

  /// Reads the content of a `.model` file and tries it on the tests that it holds.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - name: What messages call the file.
  /// - Throws: ``TokenizationError``, naming the file and what is wrong with it.
  package init(bytes: [UInt8], name: String) throws {
    let model = try SentencePieceModel(bytes: bytes, name: name)
    try self.init(model, bytes: bytes, name: name)
    try checkSelfTests(name: name)
  }

  init(_ model: SentencePieceModel, bytes: [UInt8], name: String) throws {
    let vocabulary = try SentencePieceVocabulary(model, name: name)
    self.vocabulary = vocabulary
    self.model = model
    self.bytes = bytes
    normalizer = SentencePieceNormalizer(
      model.normalization, treatsSpaceAsSuffix: model.treatsSpaceAsSuffix,
      protected: vocabulary.userDefined)
    denormalizer = model.denormalization.flatMap {
      $0.map.isIdentity ? nil : SentencePieceNormalizer($0)
    }
    segmenter =
      switch model.algorithm {
      case .unigram: UnigramSegmenter(vocabulary)
      case .bytePairEncoding: BytePairSegmenter(vocabulary)
      case .word: WordSegmenter(vocabulary: vocabulary)
      case .character: CharacterSegmenter(vocabulary: vocabulary)
      }
  }

  package var file: TokenizerFile { TokenizerFile(format: .sentencePiece, bytes: bytes) }

  package var vocabularyCount: Int { vocabulary.pieces.count }

  package var specialTokens: SpecialTokens {
    SpecialTokens(
      unknown: vocabulary.unknown, beginOfSentence: control(model.beginOfSentence),
      endOfSentence: control(model.endOfSentence), padding: control(model.padding))
  }

  package func piece(for token: TokenID) -> String { vocabulary.pieces[Int(token)].spelling }

  package func token(forPiece piece: String) -> TokenID? {
    vocabulary.reserved.value(of: piece.utf8) ?? vocabulary.spelled.value(of: piece.utf8)
  }

  package func normalized(_ text: String) -> String {
    normalizer.normalized(Array(text.utf8).span, keepsOrigins: false).string
  }

  package func tokenize(_ text: String) -> [TokenID] {
    let normalized = normalizer.normalized(Array(text.utf8).span, keepsOrigins: false)
    return tokens(of: segmenter.segments(of: normalized.bytes.span), in: normalized)
  }

  package func locatedTokens(_ text: String) -> [LocatedToken] {
    locatedPieces(text).map { LocatedToken(token: $0.token, bytes: $0.bytes) }
  }

  /// The pieces of a text, with the text itself in the place of unknown pieces.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The pieces in order.
  package func locatedPieces(_ text: String) -> [LocatedPiece] {
    let normalized = normalizer.normalized(Array(text.utf8).span, keepsOrigins: true)
    var pieces = LocatedPieces(vocabulary, normalized)
    for segment in segmenter.segments(of: normalized.bytes.span) { pieces.append(segment) }
    return pieces.pieces
  }

  /// The most probable segmentations of a text by a unigram model.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - count: How many are wanted, from 1 to 1024; there may be fewer, and none
  ///     of an empty text.
  /// - Returns: The segmentations, best first, each with the logarithm of its probability; nil if the
  ///   model is of another type.
  package func bestSegmentations(
    _ text: String, count: Int
  ) -> [(tokens: [TokenID], score: Float)]? {
    precondition((1...1024).contains(count), "\(count) segmentations cannot be found")
    guard let unigram = segmenter as? UnigramSegmenter else { return nil }
    let normalized = normalizer.normalized(Array(text.utf8).span, keepsOrigins: false)
    guard !normalized.bytes.isEmpty else { return [] }
    return unigram.lattice(of: normalized.bytes.span).bestPaths(count).map {
      (tokens(of: $0.segments, in: normalized), $0.score)
    }
  }

  /// The tokens of segments: a run of unknown pieces is one, or bytes where the model has them.
  private func tokens(
    of segments: [SentencePieceSegment], in text: SentencePieceText
  ) -> [TokenID] {
    var tokens: [TokenID] = []
    tokens.reserveCapacity(segments.count)
    var position = 0
    for segment in segments {
      if segment.token != vocabulary.unknown {
        tokens.append(segment.token)
      } else if !vocabulary.byteTokens.isEmpty {
        for byte in text.bytes[position..<position + segment.byteCount] {
          tokens.append(vocabulary.byteTokens[Int(byte)])
        }
      } else if tokens.last != vocabulary.unknown {
        tokens.append(segment.token)
      }
      position += segment.byteCount
    }
    return tokens
  }

  private func control(_ piece: String) -> TokenID? {
    token(forPiece: piece).flatMap { vocabulary.kind($0) == .control ? $0 : nil }
  }

  private func checkSelfTests(name: String) throws {
    for (index, test) in model.selfTests.enumerated() {
      let found = locatedPieces(test.input).map(\.piece).joined(separator: " ")
      guard found.utf8.elementsEqual(test.expected.utf8) else {
        throw TokenizationError.malformed(
          file: name, line: nil,
          problem: "self_test_data.samples[\(index)]: \"\(test.input)\" is cut into \"\(found)\", "
            + "but \"\(test.expected)\" is expected")
      }
    }
  }
}
