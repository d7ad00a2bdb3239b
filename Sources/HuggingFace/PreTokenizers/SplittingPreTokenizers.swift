/// Cuts text at characters of a class: `WhitespaceSplit`, `Digits`, `Punctuation` and others.
struct CharacterPreTokenizer: PipelinePreTokenizer {
  private let behavior: SplitBehavior
  private let isDelimiter: @Sendable (Unicode.Scalar) -> Bool

  init(_ behavior: SplitBehavior, isDelimiter: @escaping @Sendable (Unicode.Scalar) -> Bool) {
    self.behavior = behavior
    self.isDelimiter = isDelimiter
  }

  func preTokenize(_ text: inout PreTokenizedText) {
    text.split { scalars, append in
      var delimiters: [Range<Int>] = []
      for index in scalars.indices where isDelimiter(scalars[index]) {
        delimiters.append(index..<(index + 1))
      }
      let matches = PatternMatch.all(at: delimiters, count: scalars.count)
      for range in behavior.ranges(of: matches) { append(range) }
    }
  }
}

/// `BertPreTokenizer`: cuts at whitespace, and around each punctuation mark.
struct BertPreTokenizer: PipelinePreTokenizer {
  private let steps = [
    CharacterPreTokenizer(.removed) { $0.isWhiteSpace },
    CharacterPreTokenizer(.isolated) { $0.isPunctuation },
  ]

  func preTokenize(_ text: inout PreTokenizedText) {
    for step in steps { step.preTokenize(&text) }
  }
}

/// `Whitespace`: runs of word characters, and runs of others that are not whitespace.
struct WhitespacePreTokenizer: PipelinePreTokenizer {
  private enum Kind { case space, word, sign }

  func preTokenize(_ text: inout PreTokenizedText) {
    text.split { scalars, append in
      var start = 0
      var kind = Kind.space
      for index in scalars.indices {
        let next = Self.kind(of: scalars[index])
        if next == kind { continue }
        if kind != .space { append(start..<index) }
        (start, kind) = (index, next)
      }
      if kind != .space { append(start..<scalars.count) }
    }
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar.isWordPart { return .word }
    return scalar.isWhiteSpace ? .space : .sign
  }
}

/// `Split`: cuts at the matches of a pattern.
struct SplitPreTokenizer: PipelinePreTokenizer {
  private let pattern: TextPattern
  private let behavior: SplitBehavior
  private let isInverted: Bool

  init(_ field: JSONField) throws {
    pattern = try TextPattern(field["pattern"])
    behavior = try SplitBehavior(field["behavior"])
    isInverted = try field["invert"].flag()
  }

  func preTokenize(_ text: inout PreTokenizedText) {
    text.split { scalars, append in
      var matches = pattern.matches(in: scalars)
      if isInverted {
        for index in matches.indices { matches[index].isMatch.toggle() }
      }
      for range in behavior.ranges(of: matches) { append(range) }
    }
  }
}

/// `FixedLength`: pieces of so many characters each.
struct FixedLengthPreTokenizer: PipelinePreTokenizer {
  private let length: Int

  init(_ field: JSONField) throws {
    length = field["length"].isNull ? 5 : try field["length"].count()
    guard length > 0 else { throw field["length"].malformed(wanted: "a length above 0") }
  }

  func preTokenize(_ text: inout PreTokenizedText) {
    text.split { scalars, append in
      for start in stride(from: 0, to: scalars.count, by: length) {
        append(start..<(scalars.count - start > length ? start + length : scalars.count))
      }
    }
  }
}
