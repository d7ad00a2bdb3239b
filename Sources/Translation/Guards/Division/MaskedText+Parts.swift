/// What a line is made of.
enum LinePiece {
  /// Text that stays as it is: white space, bullets, what has no letters.
  case text([UInt8])
  case span(ProtectedSpan)
  /// The number of a text for the network.
  case unit(Int)
}

/// A text in parts, before its units have numbers.
enum TextPart {
  case text([UInt8])
  case span(ProtectedSpan)
  case source(MaskedText)
}

extension MaskedText {
  /// The text with tags and pictures set aside that stand at its ends, where they stay.
  ///
  /// An opening tag is set aside without its closing one only if it has none here.
  func peeled() -> [TextPart] {
    var (start, end) = (0, text.count)
    var inner = standIns[...]
    var (head, tail): ([TextPart], [TextPart]) = ([], [])
    while true {
      let ends = text.trimming(start..<end, where: \.isBlank)
      head.append(.text(literal(start..<ends.lowerBound)))
      tail.append(.text(literal(ends.upperBound..<end)))
      (start, end) = (ends.lowerBound, ends.upperBound)
      let takesFirst = inner.first.map { $0.range.lowerBound == start && $0.span.isMark } ?? false
      let takesLast = inner.last.map { $0.range.upperBound == end && $0.span.isMark } ?? false
      if takesFirst, let first = inner.first, Self.standsAlone(first, inner.dropFirst()) {
        head.append(.span(first.span))
        start = first.range.upperBound
        inner = inner.dropFirst()
      } else if takesLast, let last = inner.last, Self.standsAlone(last, inner.dropLast()) {
        tail.append(.span(last.span))
        end = last.range.lowerBound
        inner = inner.dropLast()
      } else if takesFirst, takesLast, inner.count > 1, let first = inner.first,
        let last = inner.last, Self.areNested(inner.dropFirst().dropLast())
      {
        (start, end) = (first.range.upperBound, last.range.lowerBound)
        head.append(.span(first.span))
        tail.append(.span(last.span))
        inner = inner.dropFirst().dropLast()
      } else {
        break
      }
    }
    return head + core(start..<end) + tail.reversed()
  }

  private func core(_ range: Range<Int>) -> [TextPart] {
    let core = part(range)
    return core.hasLetter ? [.source(core)] : core.atSpans()
  }

  /// Whether a mark has no partner among others.
  private static func standsAlone(_ mark: StandIn, _ others: ArraySlice<StandIn>) -> Bool {
    mark.span.tags.isEmpty || areNested(others)
  }

  private static func areNested(_ standIns: ArraySlice<StandIn>) -> Bool {
    MarkupTag.areNested(standIns.lazy.flatMap(\.span.tags))
  }

  /// The text cut at its spans, and what stands between them without marks at its ends.
  func atSpans() -> [TextPart] {
    var parts: [TextPart] = []
    var position = 0
    for standIn in standIns {
      parts += words(in: position..<standIn.range.lowerBound)
      parts.append(.span(standIn.span))
      position = standIn.range.upperBound
    }
    return parts + words(in: position..<text.count)
  }

  /// A range without stand-ins: its words with a stop behind them, and the marks around.
  private func words(in range: Range<Int>) -> [TextPart] {
    guard text.hasLetter(in: range) else { return [.text(literal(range))] }
    var words = text.trimming(range) { !$0.isWordPart }
    let stopsEnd = text.runEnd(
      from: words.upperBound, limit: range.upperBound, where: \.isStop)
    let isEnd = stopsEnd == text.count || text.scalar(at: stopsEnd)?.isWhite == true
    if isEnd { words = words.lowerBound..<stopsEnd }
    return [
      .text(literal(range.lowerBound..<words.lowerBound)), .source(part(words)),
      .text(literal(words.upperBound..<range.upperBound)),
    ]
  }
}
