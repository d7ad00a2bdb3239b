/// What is wrong with a translation, whoever reads it.
enum TranslationFault: Error, Equatable {
  case empty
  case repetition
  case lengthRatio
  case protectedTextLost

  var warning: TranslationWarning {
    switch self {
    case .empty: .emptyTranslation
    case .repetition: .repetition
    case .lengthRatio: .lengthRatio
    case .protectedTextLost: .protectedTextLost
    }
  }
}

extension TranslationFault {
  /// The fault of a translation that shows without knowing a language, or nil.
  ///
  /// - Parameters:
  ///   - translation: UTF-8 without white space at its ends.
  ///   - source: What was translated.
  init?(_ translation: [UInt8], of source: [UInt8]) {
    if translation.isEmpty {
      self = .empty
    } else if Self.isLooping(translation, source) {
      self = .repetition
    } else if translation.count > 10 * source.count + 100
      || source.count > 12 * translation.count + 60
    {
      // In bytes: letters beyond Latin have more of them, and languages with such letters fewer
      // letters. Between real translations the ratio stays below 4.
      self = .lengthRatio
    } else {
      return nil
    }
  }

  private static func isLooping(_ translation: [UInt8], _ source: [UInt8]) -> Bool {
    let count = Repetition.count(in: translation)
    return count > 3 && count > Repetition.count(in: source)
  }
}
