/// A name of sacreBLEU's `--tokenize` that this library cannot serve by itself.
public enum TokenizerError: Error, Equatable {
  /// A tokenizer that needs a SentencePiece model, which sacreBLEU downloads.
  case needsModel(String)
  /// A tokenizer that needs MeCab and a dictionary.
  case needsDictionary(String)
  /// No tokenizer of sacreBLEU.
  case unknown(String)
}

extension TokenizerError: CustomStringConvertible {
  /// What is wanted, and what may be done.
  public var description: String {
    switch self {
    case .needsModel(let name):
      """
      the tokenizer '\(name)' needs its SentencePiece model, which is not part of this program: \
      give the model's file, or split both sides into its pieces and score them with 'none'
      """
    case .needsDictionary(let name):
      """
      the tokenizer '\(name)' needs MeCab and its dictionary, which are not part of this program: \
      split both sides with MeCab and score them with 'none', or use 'char'
      """
    case .unknown(let name):
      "no tokenizer is called '\(name)', wanted one of \(BLEUTokenizer.names.joined(separator: ", "))"
    }
  }
}

extension BLEUTokenizer {
  /// The names of the tokenizers, sacreBLEU's own.
  public static var names: [String] { allCases.map(\.rawValue) }

  /// The names of sacreBLEU's tokenizers that need a SentencePiece model.
  public static let modelNames = ["spm", "flores101", "flores200", "spBLEU-1K"]

  /// The names of sacreBLEU's tokenizers that need MeCab.
  public static let dictionaryNames = ["ja-mecab", "ko-mecab"]

  /// The tokenizer of a name.
  ///
  /// - Parameter name: A name of sacreBLEU's `--tokenize`.
  /// - Throws: ``TokenizerError`` for a name that is none of ``names``.
  public init(named name: String) throws {
    if let tokenizer = BLEUTokenizer(rawValue: name) {
      self = tokenizer
    } else if Self.modelNames.contains(name) {
      throw TokenizerError.needsModel(name)
    } else if Self.dictionaryNames.contains(name) {
      throw TokenizerError.needsDictionary(name)
    } else {
      throw TokenizerError.unknown(name)
    }
  }

  /// The name of the tokenizer that sacreBLEU takes for a language where none is asked for.
  ///
  /// - Parameter language: The code of the target language, as `zh`.
  /// - Returns: A name, which may be of a tokenizer that needs a dictionary.
  public static func defaultName(for language: String?) -> String {
    switch language {
    case "zh": "zh"
    case "ja": "ja-mecab"
    case "ko": "ko-mecab"
    default: "13a"
    }
  }
}
