/// Cuts text into words, also where a script writes no spaces between them.
///
/// Thai, Lao, Khmer, Burmese, Chinese and Japanese words are found with ICU's dictionaries. Cuts
/// depend on nothing but the text and the version of ICU (see `icuVersion`).
public struct WordBreaker: Equatable, Sendable {
  /// The code of the text's language, as "th".
  public let language: String

  /// Cuts text of a language.
  ///
  /// - Parameter language: A code as "fi"; only Finnish and Swedish have rules of their own, by
  ///   which a colon stands inside a word.
  public init(language: String = "") {
    self.language = language.primaryLanguage
  }

  /// The version of ICU whose dictionaries are used, as "72.1".
  public static var icuVersion: String { TextBoundaries.icuVersion }

  /// The words of a text, and what stands between them.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Ranges that cover the text exactly, in order: words, and between them each mark of
  ///   punctuation and each run of spaces.
  public func words(in text: String) -> [Range<String.Index>] {
    let utf8 = Array(text.utf8)
    let offsets = TextBoundaries.offsets(of: .words, in: utf8.span, language: language)
    return zip(offsets, offsets.dropFirst()).map { start, end in
      text.utf8Index(at: start)..<text.utf8Index(at: end)
    }
  }

  /// Finds the breaks inside runs of scripts that are written without spaces, and nowhere else.
  ///
  /// - Parameters:
  ///   - utf8: A text, valid UTF-8.
  ///   - breaks: Gets the byte offsets of the breaks in ascending order; neither end of a run is
  ///     among them.
  package func appendBreaks(in utf8: Span<UInt8>, to breaks: inout [Int]) {
    var position = 0
    while let run = SpacelessScripts.nextRun(in: utf8, from: position) {
      let offsets = TextBoundaries.offsets(
        of: .words, in: utf8.extracting(run), language: language)
      for offset in offsets where offset > 0 && offset < run.count {
        breaks.append(run.lowerBound + offset)
      }
      position = run.upperBound
    }
  }
}

extension String {
  /// The index of a byte of the text; constant time on native strings, which are UTF-8.
  func utf8Index(at offset: Int) -> Index {
    utf8.index(startIndex, offsetBy: offset)
  }
}
