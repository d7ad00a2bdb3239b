/// The settings of chrF, all of which stand in the signature or in the name.
public struct ChrFOptions: Sendable, Equatable {
  /// The most characters of an n-gram.
  public var characterOrder: Int
  /// The most words of an n-gram: 0 for chrF, 2 for chrF++.
  public var wordOrder: Int
  /// How many times as important recall is as precision.
  public var beta: Int
  /// Whether both sides are compared in lower case.
  public var isLowercased: Bool
  /// Whether whitespace is part of the n-grams of characters.
  public var keepsWhitespace: Bool
  /// Whether orders without n-grams count as a very small number, as in chrF++.py, NLTK and Moses,
  /// instead of being left out.
  public var usesEpsilonSmoothing: Bool

  /// The settings that sacreBLEU has as its defaults, where not given.
  ///
  /// - Parameters:
  ///   - characterOrder: The most characters of an n-gram, at least 0.
  ///   - wordOrder: The most words of an n-gram, at least 0; one of the two is at least 1.
  ///   - beta: How many times as important recall is as precision, at least 0.
  ///   - isLowercased: Whether both sides are compared in lower case.
  ///   - keepsWhitespace: Whether whitespace is part of the n-grams of characters.
  ///   - usesEpsilonSmoothing: Whether orders without n-grams count as a very small number.
  public init(
    characterOrder: Int = 6, wordOrder: Int = 0, beta: Int = 2, isLowercased: Bool = false,
    keepsWhitespace: Bool = false, usesEpsilonSmoothing: Bool = false
  ) {
    precondition(
      characterOrder >= 0 && wordOrder >= 0 && characterOrder + wordOrder > 0,
      "Orders of \(characterOrder) characters and \(wordOrder) words, wanted 0 or more of each.")
    precondition(beta >= 0, "Beta is \(beta), wanted at least 0.")
    self.characterOrder = characterOrder
    self.wordOrder = wordOrder
    self.beta = beta
    self.isLowercased = isLowercased
    self.keepsWhitespace = keepsWhitespace
    self.usesEpsilonSmoothing = usesEpsilonSmoothing
  }

  /// The settings of chrF++ (Popović, 2017).
  public static let plusPlus = ChrFOptions(wordOrder: 2)
}
