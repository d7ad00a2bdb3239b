import Decoding

extension Translator {
  /// Translates lines, several at once, with the guards that the options name.
  ///
  /// - Parameter lines: Text without line ends: a sentence, or several.
  /// - Returns: For each line, in order, its translations and what the guards did.
  public func translate(_ lines: [String]) -> [GuardedLine] {
    guard let guards else {
      return translate(sentences: lines.map { SentenceRequest($0) }).map {
        GuardedLine(candidates: $0, warnings: [])
      }
    }
    return guards.translate(lines) { requests, answered in
      translate(sentences: requests.map { SentenceRequest($0) }) { place, translations in
        answered(place, translations).map { SentenceRequest($0) }
      }
    }
  }
}

extension ModelBundle {
  /// What the guards need to know of the model.
  func guarded(_ options: TranslationOptions) -> GuardedModel {
    GuardedModel(
      tokenizer: tokenizer, sourceLanguage: configuration.sourceLanguage,
      targetLanguage: configuration.targetLanguage, tokenLimit: options.sourceLimit)
  }
}

extension GuardOptions {
  /// With as many candidates as translations are wanted.
  func with(_ options: TranslationOptions) -> GuardOptions {
    var result = self
    result.candidateCount = max(1, options.sampling?.sampleCount ?? options.hypothesisCount)
    return result
  }
}
