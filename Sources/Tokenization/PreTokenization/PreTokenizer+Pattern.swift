/// The rules as a regular expression, for files; the space is `▁` there.
///
/// Where words break, no expression can say.
///
/// Oniguruma and Rust's and Java's engines read it alike.
extension PreTokenizer.Rules {
  package var pattern: String {
    guard !protectedSymbols.isEmpty else {
      return alternatives(letters: Self.letters + "+", digits: Self.digit + "+", other: "[^▁]")
    }
    let symbols = Self.pattern(of: protectedSymbols)
    let free = "(?!\(symbols))"
    return "\(symbols)|▁(?=\(symbols))|"
      + alternatives(
        letters: "(?:\(free)\(Self.letters))+", digits: "(?:\(free)\(Self.digit))+",
        other: free + "[^▁]")
  }

  /// The rules that a pattern stands for, or nil if it is not one of those written here.
  package init?(pattern: String) {
    // Most patterns protect nothing, and are known sooner than symbols are looked for.
    if let rules = Self.rules(pattern, protecting: []) {
      self = rules
      return
    }
    let symbols = Self.protectedSymbols(in: pattern)
    guard symbols.allSatisfy({ !$0.isEmpty && !$0.unicodeScalars.contains("▁") }),
      let rules = Self.rules(pattern, protecting: symbols)
    else { return nil }
    self = rules
  }

  /// The rules with some symbols whose pattern is the one given.
  private static func rules(_ pattern: String, protecting symbols: [String]) -> Self? {
    [Digits.single, .joined].lazy.map { Self(digits: $0, protectedSymbols: symbols) }
      .first { $0.pattern == pattern }
  }

  private static let letters = #"[\p{L}\p{M}\x{200C}\x{200D}]"#
  private static let digit = #"\p{Nd}"#
  private static let lookahead = "|▁(?="

  private func alternatives(letters: String, digits: String, other: String) -> String {
    let runs = self.digits == .joined ? [letters, digits] : [letters]
    return (runs + [other]).map { "▁?\($0)|" }.joined() + "▁"
  }

  // MARK: Protected symbols

  private static func pattern(of symbols: [String]) -> String {
    symbols.map { $0.unicodeScalars.map(escape).joined() }.joined(separator: "|")
  }

  /// An ASCII letter or digit as it is, any other character by its number.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": String(scalar)
    case " ": "▁"
    default: "\\x{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }

  /// The symbols before the first lookahead; of a pattern from elsewhere, anything.
  private static func protectedSymbols(in pattern: String) -> [String] {
    guard let end = pattern.firstRange(of: lookahead)?.lowerBound else { return [] }
    return pattern[..<end].split(separator: "|").map { symbol in
      String(symbol).replacing("▁", with: " ").replacing(/\\x\{([0-9A-F]{1,6})\}/) { escape in
        UInt32(escape.1, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? ""
      }
    }
  }
}
