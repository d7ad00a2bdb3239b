package import Tokenization

/// What a pipeline makes of a text, as the package `tokenizers` describes it.
package struct PipelineEncoding: Equatable, Sendable {
  /// A token, and where it comes from.
  package struct Token: Equatable, Sendable {
    /// The number of the token.
    package var token: TokenID
    /// How it is spelled: as in the vocabulary, or as the text where that has no such piece.
    package var spelling: String
    /// The code points of the original text that it stands for.
    package var offsets: Range<Int>
    /// Whether a post-processor added it.
    package var isSpecial: Bool
  }

  /// The tokens in order.
  package var tokens: [Token] = []
}
