/// Which elements one application of dropout keeps: a pure function of `key` and the element's
/// index.
///
/// Nothing is stored for the backward pass: the same value gives the same mask again.
package struct Dropout: Sendable, Equatable {
  /// The probability with which an element is set to zero, in `0 ..< 1`.
  package let rate: Float
  /// Tells this application from every other one of a training run.
  package let key: UInt64

  package init(rate: Float, key: UInt64) {
    precondition(rate >= 0 && rate < 1, "a dropout rate of \(rate); wanted 0 ..< 1")
    self.rate = rate
    self.key = key
  }

  /// Keeps everything.
  package static let none = Dropout(rate: 0, key: 0)
}

/// The two dropouts of an embedding.
package struct EmbeddingDropout: Sendable, Equatable {
  /// Of the vectors of whole words; element `i` is token `i`.
  package let words: Dropout
  /// Of the elements of the sum of word and position.
  package let elements: Dropout

  package init(words: Dropout, elements: Dropout) {
    self.words = words
    self.elements = elements
  }

  /// Keeps everything.
  package static let none = EmbeddingDropout(words: .none, elements: .none)
}
