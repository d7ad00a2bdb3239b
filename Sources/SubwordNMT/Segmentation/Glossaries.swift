import Tokenization

/// Words and regular expressions that are kept whole.
///
/// The expressions are put together and applied as subword-nmt does with Python's `re`.
struct Glossaries {
  private let whole: Regex<AnyRegexOutput>
  private let glossaries: [Glossary]

  /// Compiles the expressions.
  ///
  /// - Parameter patterns: At least one expression.
  /// - Throws: ``TokenizationError/unsupported(file:field:found:wanted:)`` with the one that cannot be read.
  init(_ patterns: [String]) throws {
    glossaries = try patterns.map { try Glossary($0) }
    whole = try Glossary.compile("^(" + patterns.joined(separator: "|") + ")\\z")
  }

  /// Whether a part of a word is kept as it is.
  func contains(_ part: String) -> Bool {
    part.prefixMatch(of: whole) != nil
  }

  /// Cuts a word at the glossaries in it, one glossary after the other.
  func split(_ word: String) -> [String] {
    glossaries.reduce([word]) { parts, glossary in parts.flatMap(glossary.split) }
  }
}

/// One expression.
private struct Glossary {
  private let expression: Regex<AnyRegexOutput>
  private let whole: Regex<AnyRegexOutput>
  private let splitting: Regex<AnyRegexOutput>

  init(_ pattern: String) throws {
    // The pattern is checked alone first, so that a bracket too many cannot close another one.
    expression = try Self.compile(pattern)
    whole = try Self.compile("^" + pattern + "\\z")
    splitting = try Self.compile("(" + pattern + ")")
  }

  /// The parts of a word between and at the matches, without empty ones.
  ///
  /// As with `re.split`, what groups of the expression match are parts of their own.
  func split(_ word: String) -> [String] {
    guard word.prefixMatch(of: whole) == nil, word.firstMatch(of: expression) != nil else {
      return [word]
    }
    var parts: [Substring] = []
    var start = word.startIndex
    for match in word.matches(of: splitting) {
      parts.append(word[start..<match.range.lowerBound])
      parts += match.output.dropFirst().compactMap(\.substring)
      start = match.range.upperBound
    }
    // Python strips the last part.
    var scalars = word[start...].unicodeScalars
    while scalars.first.map(Self.isStripped) == true { scalars.removeFirst() }
    while scalars.last.map(Self.isStripped) == true { scalars.removeLast() }
    parts.append(Substring(scalars))
    return parts.filter { !$0.unicodeScalars.isEmpty }.map(String.init)
  }

  /// Reads an expression, which then sees scalars rather than characters, as Python does.
  static func compile(_ pattern: String) throws -> Regex<AnyRegexOutput> {
    do {
      return try Regex(pattern).matchingSemantics(.unicodeScalar).wordBoundaryKind(.simple)
        .dotMatchesNewlines()
    } catch {
      throw TokenizationError.unsupported(
        file: "the glossaries", field: pattern, found: "no regular expression (\(error))",
        wanted: "words and regular expressions")
    }
  }

  private static func isStripped(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\r"
  }
}
