/// A reason to doubt that a BLEU score means what it should.
public enum BLEUWarning: Sendable, Equatable {
  /// So many hypotheses end in a full stop with a space before it that they look tokenized.
  case looksTokenized(lineCount: Int)
  /// Another tokenizer than the language's own was asked for.
  case unusualTokenizer(language: String, recommended: String)
  /// A single sentence was scored without an effective order.
  case sentenceWithoutEffectiveOrder
}

extension BLEUWarning: CustomStringConvertible {
  /// What is doubtful, and what may be done.
  public var description: String {
    switch self {
    case .looksTokenized(let lineCount):
      """
      \(lineCount) lines end in ' .' and seem to be tokenized: BLEU wants detokenized text, and \
      tokenized text scores otherwise
      """
    case .unusualTokenizer(let language, let recommended):
      "for target language '\(language)' the tokenizer '\(recommended)' or 'spm' is better"
    case .sentenceWithoutEffectiveOrder:
      "scores of single sentences should be computed with an effective order"
    }
  }
}

extension BLEU {
  /// As many lines that end in ' .' make sacreBLEU warn.
  public static let tokenizedLineLimit = 100

  /// What is doubtful about scoring these hypotheses.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations.
  ///   - language: The code of their language, if it is known.
  /// - Returns: What sacreBLEU would warn of.
  public func warnings(hypotheses: [String], language: String? = nil) -> [BLEUWarning] {
    let lineCount = hypotheses.count {
      $0.utf8.count >= 2 && $0.utf8.suffix(2).elementsEqual(" .".utf8)
    }
    let isTokenized = lineCount >= Self.tokenizedLineLimit
    return (isTokenized ? [.looksTokenized(lineCount: lineCount)] : [])
      + languageWarnings(language)
  }

  private func languageWarnings(_ language: String?) -> [BLEUWarning] {
    let recommended = BLEUTokenizer.defaultName(for: language)
    let name = externalTokenizer?.name ?? options.tokenizer.rawValue
    guard let language, recommended != "13a", !name.hasPrefix(recommended) else { return [] }
    return [.unusualTokenizer(language: language, recommended: recommended)]
  }
}
