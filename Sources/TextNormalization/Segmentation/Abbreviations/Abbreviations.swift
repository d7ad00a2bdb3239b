/// The abbreviations of a language, and the words by which its sentences are known.
///
/// All are written without the last full stop, in the case that texts have.
struct Abbreviations: Equatable, Sendable {
  /// Those that something always follows in the same sentence: titles, "e.g".
  let neverFinal: Set<String>
  /// Those that are words or ends of sentences too, unless a number follows, as to "No".
  let beforeNumber: Set<String>
  /// How compounds end that belong to `beforeNumber`, as "Goethestr", if any do.
  let beforeNumberEnding: String?
  /// Those after which a sentence ends only if the next word is an opener: "Inc", "usw".
  let sometimesFinal: Set<String>
  /// Words that often start a sentence, and with a capital seldom stand elsewhere.
  let openers: Set<String>
  /// Whether a number with a full stop is an ordinal, as it is in German.
  let hasOrdinals: Bool

  /// Takes lists with white space between the words.
  init(
    neverFinal: String, beforeNumber: String, beforeNumberEnding: String? = nil,
    sometimesFinal: String, openers: String, hasOrdinals: Bool = false
  ) {
    self.neverFinal = Self.words(neverFinal)
    self.beforeNumber = Self.words(beforeNumber)
    self.beforeNumberEnding = beforeNumberEnding
    self.sometimesFinal = Self.words(sometimesFinal)
    self.openers = Self.words(openers)
    self.hasOrdinals = hasOrdinals
  }

  /// The lists of a language; empty ones for a language without.
  static func of(language: String) -> Abbreviations {
    switch language {
    case "en": english
    case "de": german
    case "fr": french
    case "es": spanish
    case "cs": czech
    case "da", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr":
      onlyOrdinals
    default: none
    }
  }

  private static let none = Abbreviations(
    neverFinal: "", beforeNumber: "", sometimesFinal: "", openers: "")
  private static let onlyOrdinals = Abbreviations(
    neverFinal: "", beforeNumber: "", sometimesFinal: "", openers: "", hasOrdinals: true)

  /// Whether a word is an abbreviation only in front of a number.
  func isBeforeNumber(_ word: String) -> Bool {
    if beforeNumber.contains(word) { return true }
    return beforeNumberEnding.map { word.hasSuffix($0) } ?? false
  }

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
