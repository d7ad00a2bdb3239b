import Foundation
import HuggingFace
import Testing
import Tokenization

/// What is said of files that are damaged, or that ask for what is not there.
@Suite struct HuggingFacePipelineErrorTests {
  private static let model = #"{"type":"WordLevel","vocab":{"a":0,"[UNK]":1},"unk_token":"[UNK]"}"#

  private func message(_ file: String) throws -> String {
    let error = #expect(throws: TokenizationError.self) {
      try HuggingFacePipeline(jsonData: Data(file.utf8), name: "t.json")
    }
    return try #require(error).description
  }

  /// The message for a file that is in order but for some members.
  private func message(parts: String) throws -> String {
    try message("{\"model\":\(Self.model),\(parts)}")
  }

  @Test func theLineIsNamedWhereAFileIsNotJSON() throws {
    #expect(try message("{\n\"model\": [}\n").hasPrefix("t.json:2: this is not JSON"))
  }

  @Test func thePathOfAnUnknownComponentIsNamed() throws {
    let parts = #""normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Rot13"}]}"#
    #expect(
      try message(parts: parts)
        == "t.json: \"normalizer.normalizers[1].type\" is \"Rot13\", but Apus reads only "
        + "the normalisers of \"tokenizers\" 0.23")
  }

  @Test(arguments: [
    (#""normalizer":{"type":"Strip","strip_left":1}"#, "normalizer.strip_left"),
    (#""normalizer":{"type":"Precompiled","precompiled_charsmap":"%"}"#, "precompiled_charsmap"),
    (#""normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA"}"#, "byte 3"),
    (#""pre_tokenizer":{"type":"Metaspace","replacement":"ab"}"#, "pre_tokenizer.replacement"),
    (#""pre_tokenizer":{"type":"FixedLength","length":0}"#, "pre_tokenizer.length"),
    (#""decoder":{"type":"Strip","content":"a","start":-1,"stop":0}"#, "decoder.start"),
    (#""post_processor":{"type":"BertProcessing","sep":["x"],"cls":["x",0]}"#, "processor.sep"),
    (#""post_processor":{"type":"TemplateProcessing","single":[]}"#, "processor.single"),
    (#""added_tokens":[{"id":0,"content":"x"}]"#, "added_tokens[0].single_word"),
    (#""version":"2.0""#, "version"),
  ]) func theFieldIsNamed(parts: String, field: String) throws {
    #expect(try message(parts: parts).contains(field))
  }

  @Test(arguments: [
    #"(a)\1"#, #"(?<n>a)"#, #"a{2,1}"#, #"(?<=a+)b"#, #"\p{Nonsense}"#, "(a", "a)", "[a", "*a",
    "(?i)straße", "(?i)fuss", "(((((a{999}){999}){999}){999}){999})", #"\x{110000}"#, #"[z-a]"#,
    String(repeating: "(", count: 500), String(repeating: "[", count: 500),
  ]) func expressionsThatAreNotReadAreRefused(pattern: String) throws {
    let escaped = pattern.replacingOccurrences(of: "\\", with: "\\\\")
    let parts =
      #""pre_tokenizer":{"type":"Split","pattern":{"Regex":""# + escaped
      + #""},"behavior":"Isolated","invert":false}"#
    #expect(try message(parts: parts).contains("pre_tokenizer.pattern.Regex"))
  }

  @Test(arguments: [
    (#"{"type":"BPE","vocab":{"a":0},"merges":[["a","a"]]}"#, "merge 0"),
    (#"{"type":"BPE","vocab":{"a":0},"merges":["a a a"]}"#, "merge 0"),
    (#"{"type":"BPE","vocab":{"a":-1},"merges":[]}"#, "the piece \"a\" has the number -1"),
    (#"{"type":"BPE","vocab":{"a":1e300},"merges":[]}"#, "the piece \"a\" has the number"),
    (#"{"type":"BPE","vocab":{"a":2000000000},"merges":[]}"#, "the piece \"a\""),
    (#"{"type":"Unigram","vocab":[["a",0]],"unk_id":null}"#, "model.unk_id"),
    (#"{"type":"Unigram","vocab":[["a",0]],"unk_id":1}"#, "model.unk_id"),
    (#"{"type":"Unigram","vocab":[["a"]],"unk_id":0}"#, "entry 0"),
    (#"{"type":"WordLevel","vocab":{"a":0},"unk_token":"b"}"#, "model.unk_token"),
    (#"{"type":"Phonemes"}"#, "model.type"),
    ("7", "model"),
  ]) func modelsThatCannotWorkAreRefused(model: String, problem: String) throws {
    #expect(try message("{\"model\":\(model)}").contains(problem))
  }
}
