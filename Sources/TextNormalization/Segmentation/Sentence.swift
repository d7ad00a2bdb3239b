/// Where a sentence stands in a text, without the white space around it.
public struct Sentence: Equatable, Sendable {
  /// The characters of the sentence.
  public let range: Range<String.Index>
  /// The bytes of the sentence in UTF-8.
  public let utf8Range: Range<Int>
}
