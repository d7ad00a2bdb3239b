/// What a text is searched for: a string, or a regular expression.
enum TextPattern: Sendable {
  case literal([Unicode.Scalar])
  case regex(RegexProgram)
  /// The expression by which GPT-2 cuts text, with a scanner of its own.
  case gpt2

  /// Reads the `{"String": …}` or `{"Regex": …}` of a file.
  init(_ field: JSONField) throws {
    guard field["Regex"].isNull else {
      self = try Self.regex(field["Regex"])
      return
    }
    self = .literal(Array(try field["String"].text().unicodeScalars))
  }

  private static func regex(_ field: JSONField) throws -> TextPattern {
    let pattern = try field.text()
    if pattern.utf8.elementsEqual(GPT2Scanner.pattern.utf8) { return .gpt2 }
    do {
      return .regex(try RegexProgram(RegexParser.node(of: pattern)))
    } catch {
      throw field.unsupported(wanted: "regular expressions without \(error.problem)")
    }
  }

  /// A text as matches and what lies between them.
  func matches(in text: Span<Unicode.Scalar>) -> [PatternMatch] {
    guard !text.isEmpty else { return [PatternMatch(range: 0..<0, isMatch: false)] }
    return PatternMatch.all(at: ranges(in: text), count: text.count)
  }

  private func ranges(in text: Span<Unicode.Scalar>) -> [Range<Int>] {
    switch self {
    case .literal(let literal): return Self.ranges(of: literal, in: text)
    case .gpt2:
      var ranges: [Range<Int>] = []
      GPT2Scanner.forEachPiece(in: text) { ranges.append($0) }
      return ranges
    case .regex(let program):
      var matcher = RegexMatcher(program)
      return Self.ranges(count: text.count) { matcher.firstMatch(in: text, from: $0) }
    }
  }

  private static func ranges(
    of literal: [Unicode.Scalar], in text: Span<Unicode.Scalar>
  ) -> [Range<Int>] {
    ranges(count: text.count) { start in
      var position = start
      while position + literal.count <= text.count {
        if literal.indices.allSatisfy({ text[position + $0] == literal[$0] }) {
          return position..<(position + literal.count)
        }
        position += 1
      }
      return nil
    }
  }

  /// All matches, of which an empty one never follows another at once.
  private static func ranges(
    count: Int, firstMatch: (Int) -> Range<Int>?
  ) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start <= count, let match = firstMatch(start) {
      if match.isEmpty, let last = ranges.last, last.upperBound == match.upperBound {
        start += 1
      } else {
        ranges.append(match)
        start = match.upperBound
      }
    }
    return ranges
  }
}
