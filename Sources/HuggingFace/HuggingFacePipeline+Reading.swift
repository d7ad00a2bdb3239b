package import Tokenization

extension HuggingFacePipeline {
  /// Reads the content of a `tokenizer.json`.
  ///
  /// - Parameters:
  ///   - jsonData: The content.
  ///   - name: What messages call the file.
  /// - Throws: ``TokenizationError``, naming the file and what is wrong with it.
  package init(jsonData: some Sequence<UInt8>, name: String) throws {
    let bytes = Array(jsonData)
    let root = JSONField(file: name, path: "", value: try Self.json(bytes, name: name))
    try Self.checkVersion(root["version"])
    // The model comes first, because a file of another kind is best told by it.
    let model = try PipelineModels.read(root["model"])
    let normalizer = try Self.read(root["normalizer"], PipelineNormalizers.read)
    let added = try AddedVocabulary(root["added_tokens"], model.vocabulary, normalizer)
    self.init(
      normalizer: normalizer,
      preTokenizer: try Self.read(root["pre_tokenizer"], PipelinePreTokenizers.read),
      model: model,
      postProcessor: try Self.read(root["post_processor"], PipelinePostProcessors.read),
      decoder: try Self.read(root["decoder"], PipelineDecoders.read),
      addedVocabulary: added,
      specialTokens: try SpecialTokens(model: root["model"], added, model.vocabulary),
      file: TokenizerFile(format: .huggingFace, bytes: bytes))
  }

  private static func json(_ bytes: [UInt8], name: String) throws -> JSON {
    do {
      return try JSONParser.value(of: bytes)
    } catch {
      throw TokenizationError.malformed(file: name, line: error.line, problem: error.problem)
    }
  }

  private static func checkVersion(_ field: JSONField) throws {
    guard try field.optionalText() ?? "1.0" == "1.0" else {
      throw field.unsupported(wanted: "\"1.0\"")
    }
  }

  /// Reads a part that a file may do without.
  private static func read<Part>(_ field: JSONField, _ read: (JSONField) throws -> Part) throws
    -> Part?
  { field.isNull ? nil : try read(field) }
}

extension SpecialTokens {
  /// Finds the special tokens by the names that they usually have.
  fileprivate init(
    model: JSONField, _ added: AddedVocabulary, _ vocabulary: PipelineVocabulary
  ) throws {
    func first(of names: [String]) -> TokenID? {
      names.lazy.compactMap { name in
        added.isSpecial(name) ? added.number(of: name) : nil
      }.first
    }
    let named = try model["unk_token"].optionalText().flatMap(vocabulary.token)
    self.init(
      unknown: named ?? model["unk_id"].value.token ?? first(of: ["<unk>", "[UNK]"]),
      beginOfSentence: first(of: ["<s>", "[CLS]", "<bos>", "[BOS]", "<|begin_of_text|>"]),
      endOfSentence: first(
        of: ["</s>", "[SEP]", "<eos>", "[EOS]", "<|end_of_text|>", "<|endoftext|>"]),
      padding: first(of: ["<pad>", "[PAD]", "<|pad|>"]))
  }
}

extension BytePairEncoder {
  /// Reads the content of a `tokenizer.json`, for the fastest engine that can do what it says.
  ///
  /// - Parameters:
  ///   - jsonData: The content.
  ///   - name: What messages call the file.
  /// - Returns: The encoder of Apus for files of its own kind, and a pipeline for all others.
  /// - Throws: ``TokenizationError``, naming the file and what is wrong with it.
  package static func engine(
    jsonData: some Sequence<UInt8>, name: String
  ) throws -> any TokenizerEngine {
    let bytes = Array(jsonData)
    do {
      return try BytePairEncoder(jsonData: bytes, name: name)
    } catch TokenizationError.unsupported {
      return try HuggingFacePipeline(jsonData: bytes, name: name)
    }
  }
}
