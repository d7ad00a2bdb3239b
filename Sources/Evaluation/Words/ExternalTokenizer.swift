/// A tokenizer of BLEU whose model or dictionary is not part of this library.
///
/// ```swift
/// let flores = ExternalTokenizer(name: "flores200") { line in tokenizer.pieces(of: line) }
/// let spBLEU = BLEU(externalTokenizer: flores)
/// ```
public struct ExternalTokenizer: Sendable {
  /// What the signature says, as `flores200`.
  public let name: String
  let words: @Sendable (String) -> [String]

  /// A tokenizer.
  ///
  /// - Parameters:
  ///   - name: What the signature says: sacreBLEU's own are `flores101`, `flores200`, `spBLEU-1K`
  ///     and, for instance, `ja-mecab-0.996-IPA`.
  ///   - words: Splits a line, in lower case if the settings ask for that, without whitespace at its
  ///     end; a word with whitespace in it counts as several.
  public init(name: String, words: @escaping @Sendable (String) -> [String]) {
    self.name = name
    self.words = words
  }
}

extension WordBuffer {
  /// Appends the words of a line.
  mutating func append(
    _ line: some Collection<UInt8>, isLowercased: Bool, _ tokenizer: ExternalTokenizer
  ) -> Range<Int> {
    let extent = appendStripped(line, isLowercased: isLowercased)
    let words = tokenizer.words(String(decoding: bytes[extent], as: UTF8.self))
    let joined = appendBytes(of: words.joined(separator: " ").utf8, isLowercased: false)
    return appendWords(of: joined, splitBy: .whitespace).words
  }
}
