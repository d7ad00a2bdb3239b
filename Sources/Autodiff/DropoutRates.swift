/// A place in the model where dropout is applied; each has a rate and random numbers of its own.
package enum DropoutPlace: UInt64, CaseIterable, Sendable {
  /// The output of every sub-layer, and the sums of embeddings and positions (§5.4).
  case residual
  /// The weights of attention, after softmax.
  case attention
  /// The inner layer of the feed-forward network, after its activation.
  case activation
  /// The embeddings of whole source and target words.
  case word
}

/// The probabilities with which dropout sets to zero, in `0 ..< 1`; 0 keeps everything.
package struct DropoutRates: Sendable, Equatable {
  package var residual: Float
  package var attention: Float
  package var activation: Float
  package var word: Float

  package init(
    residual: Float = 0, attention: Float = 0, activation: Float = 0, word: Float = 0
  ) {
    self.residual = residual
    self.attention = attention
    self.activation = activation
    self.word = word
  }

  /// Keeps everything: validation and inference.
  package static let none = DropoutRates()

  package subscript(place: DropoutPlace) -> Float {
    switch place {
    case .residual: residual
    case .attention: attention
    case .activation: activation
    case .word: word
    }
  }
}
