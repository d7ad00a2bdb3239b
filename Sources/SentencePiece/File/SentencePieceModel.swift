package import TextNormalization

/// What a SentencePiece model file says, as far as encoding and decoding need it.
package struct SentencePieceModel: Equatable, Sendable {
  /// How text is cut into pieces.
  package enum Algorithm: Equatable, Sendable {
    /// The most probable pieces (Kudo, 2018).
    case unigram
    /// Pairs of pieces are merged, best score first (Sennrich et al., 2016).
    case bytePairEncoding
    /// At spaces.
    case word
    /// At every character.
    case character
  }

  /// What a piece is for.
  package enum Kind: Equatable, Sendable {
    /// Spells a text.
    case normal
    /// Stands for what no piece spells.
    case unknown
    /// Marks and never spells.
    case control
    /// Spells a text that is never cut or changed.
    case userDefined
    /// Is merged on the way to longer pieces and then cut again.
    case unused
    /// Spells a byte of a character that no piece spells.
    case byte
  }

  /// A piece of the vocabulary.
  package struct Piece: Equatable, Sendable {
    package var spelling: String
    package var score: Float
    package var kind: Kind

    package init(_ spelling: String, score: Float, kind: Kind) {
      self.spelling = spelling
      self.score = score
      self.kind = kind
    }
  }

  /// What is done to text before it is cut, or after it is joined.
  package struct Normalization: Equatable, Sendable {
    package var name = ""
    package var map = CharacterMap.identity
    package var addsDummyPrefix = true
    package var removesExtraSpaces = true
    package var escapesSpaces = true

    package init() {}
  }

  package var algorithm = Algorithm.unigram
  package var pieces: [Piece] = []
  package var normalization = Normalization()
  package var denormalization: Normalization?
  package var fallsBackToBytes = false
  package var treatsSpaceAsSuffix = false
  /// What an unknown piece is decoded to.
  package var unknownSurface = " ⁇ "
  package var beginOfSentence = "<s>"
  package var endOfSentence = "</s>"
  package var padding = "<pad>"
  package var selfTests: [SelfTest] = []

  /// A text and the pieces that a reader of the file must find, with a space between each two.
  package struct SelfTest: Equatable, Sendable {
    package let input: String
    package let expected: String

    package init(input: String, expected: String) {
      self.input = input
      self.expected = expected
    }
  }

  package init() {}
}
