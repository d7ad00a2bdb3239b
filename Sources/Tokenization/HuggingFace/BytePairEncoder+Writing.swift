extension BytePairEncoder {
  /// The tokenizer as a `tokenizer.json`, which the package `tokenizers` also reads.
  ///
  /// Equal tokenizers give the same bytes. There is one piece and one merge a line.
  package var file: TokenizerFile {
    TokenizerFile(format: .huggingFace, bytes: Array((json.text(brokenLevelCount: 3) + "\n").utf8))
  }

  private var json: JSON {
    .object(
      [JSON.Member(name: "version", value: "1.0")]
        + Self.written(HuggingFaceLayout.fieldsBeforeTokens)
        + [
          JSON.Member(name: "added_tokens", value: addedTokens),
          JSON.Member(name: "normalizer", value: HuggingFaceLayout.normalizer(normalizer)),
        ]
        + [
          JSON.Member(
            name: "pre_tokenizer", value: HuggingFaceLayout.preTokenizer(preTokenizer.rules))
        ]
        + Self.written(HuggingFaceLayout.fieldsAfterPreTokenizer)
        + [JSON.Member(name: "model", value: model)])
  }

  private var addedTokens: JSON {
    let tokens: [JSON] = vocabulary.specialTokens.sorted().map { token in
      [
        "id": .number(Double(token)), "content": .string(piece(for: token)),
        "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
        "special": true,
      ]
    }
    return .array(tokens)
  }

  private var model: JSON {
    let tokens = vocabulary.pieces.enumerated().map { token, piece in
      JSON.Member(name: piece, value: .number(Double(token)))
    }
    let pairs = merges.map { merge in
      JSON.array([.string(piece(for: merge.left)), .string(piece(for: merge.right))])
    }
    return .object(
      Self.written(
        HuggingFaceLayout.modelFields + [HuggingFaceLayout.wholePieces(preTokenizer.rules)])
        + [
          JSON.Member(name: "vocab", value: .object(tokens)),
          JSON.Member(name: "merges", value: .array(pairs)),
        ])
  }

  private static func written(_ fields: [HuggingFaceLayout.Field]) -> [JSON.Member] {
    fields.map { JSON.Member(name: $0.name, value: $0.accepted.first ?? .null) }
  }
}
