/// How the lengths of translations stand to those of their first references.
struct LengthBalance: Equatable {
  /// The words of all translations.
  private(set) var hypothesisLength = 0
  /// The words of all first references.
  private(set) var referenceLength = 0
  /// How many sentences are shorter than their reference by more than a fifth.
  private(set) var shortCount = 0
  /// How many sentences are longer than their reference by more than a fifth.
  private(set) var longCount = 0
  /// How many translations are empty where the reference is not.
  private(set) var emptyCount = 0

  /// Counts words.
  ///
  /// - Parameters:
  ///   - hypotheses: The number of words of each translation.
  ///   - references: Those of each first reference.
  init(hypotheses: [Int], references: [Int]) {
    for (length, wanted) in zip(hypotheses, references) {
      hypothesisLength += length
      referenceLength += wanted
      if 5 * length < 4 * wanted { shortCount += 1 }
      if 5 * length > 6 * wanted { longCount += 1 }
      if length == 0, wanted > 0 { emptyCount += 1 }
    }
  }

  /// Words of translations for each word of references.
  var ratio: Double {
    referenceLength > 0 ? Double(hypothesisLength) / Double(referenceLength) : 0
  }
}
