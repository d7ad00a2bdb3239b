import Tokenization

extension Tokenizer {
  /// The engine of a byte-pair encoding that Apus trained, which some options need.
  ///
  /// - Parameters:
  ///   - need: What needs it, such as an option.
  ///   - file: What the message calls the tokenizer.
  /// - Returns: The engine.
  /// - Throws: `CommandFailure.noMerges` for tokenizers of other kinds.
  func requireEncoder(for need: String, file: String) throws -> BytePairEncoder {
    guard let mergeEncoder else { throw CommandFailure.noMerges(tokenizer: file, need: need) }
    return mergeEncoder
  }
}
