import Foundation

/// Finds the stretches of a text that are no language.
struct SpanFinder: Sendable {
  /// At which bytes something can be found.
  let triggers: Set<UInt8>
  let kinds: Set<ProtectedKind>
  /// Terms by their first byte, the longest first.
  let terms: [UInt8: [[UInt8]]]
  private let isTrigger: [Bool]
  private let patterns: [NSRegularExpression]

  /// Makes a finder for the kinds, terms and patterns of options.
  ///
  /// - Parameters:
  ///   - options: What is protected.
  ///   - spells: Whether the vocabulary can spell a character; nil if it spells all.
  /// - Throws: `GuardError` for a pattern that is no regular expression.
  init(_ options: GuardOptions, spells: (@Sendable (String) -> Bool)?) throws {
    kinds = options.protectedKinds
    terms = Dictionary(
      grouping: options.protectedTerms.map { Array($0.utf8) }.filter { !$0.isEmpty }, by: { $0[0] }
    ).mapValues { $0.sorted { $0.count > $1.count } }
    patterns = try options.protectedPatterns.map(Self.expression)
    let triggers = Self.triggers(for: kinds, spells: spells).union(terms.keys)
    self.triggers = triggers
    isTrigger = (UInt8.min...UInt8.max).map(triggers.contains)
  }

  /// Whether a text has to be searched, whatever its bytes are.
  var alwaysSearches: Bool { !patterns.isEmpty }

  private static func expression(_ pattern: String) throws -> NSRegularExpression {
    do { return try NSRegularExpression(pattern: pattern) } catch {
      throw GuardError.badPattern(pattern)
    }
  }

  private static func triggers(
    for kinds: Set<ProtectedKind>, spells: (@Sendable (String) -> Bool)?
  ) -> Set<UInt8> {
    var triggers: Set<UInt8> = []
    if kinds.contains(.placeholders) { triggers.formUnion("{$#%".utf8) }
    if kinds.contains(.tags) { triggers.formUnion("<".utf8) }
    if kinds.contains(.entities) { triggers.formUnion("&".utf8) }
    if kinds.contains(.addresses) { triggers.formUnion(":@.".utf8) }
    if kinds.contains(.paths) { triggers.formUnion("/\\".utf8) }
    if kinds.contains(.numbers) { triggers.formUnion("0123456789".utf8) }
    if kinds.contains(.symbols) {
      triggers.insert(0x1B)
      // No picture is below U+2190, but for those with a mark behind them.
      triggers.formUnion(0xE2...0xF4)
      if let spells {
        triggers.formUnion(0xC2...0xE1)
        triggers.formUnion((0x21...0x7E).filter { !spells(String(Unicode.Scalar($0))) })
      }
    }
    return triggers
  }

  /// The protected spans of a text, in order; spans that touch are one.
  func spans(in utf8: [UInt8], spelling: inout Spelling) -> [FoundSpan] {
    var found: [FoundSpan] = []
    var position = 0
    while position < utf8.count {
      guard isTrigger[Int(utf8[position])] else {
        position += 1
        continue
      }
      let after = found.last?.range.upperBound ?? 0
      if let span = span(at: position, after: after, in: utf8, spelling: &spelling) {
        found.append(span)
        position = span.range.upperBound
      } else {
        position = utf8.decodeScalar(at: position).end
      }
    }
    found += termMatches(in: utf8)
    found += matches(in: utf8)
    return found.isEmpty ? [] : merged(found.map { absorbing($0, in: utf8) }, in: utf8)
  }

  private func span(
    at position: Int, after: Int, in utf8: [UInt8], spelling: inout Spelling
  ) -> FoundSpan? {
    let byte = utf8[position]
    let reader = SpanReader(utf8: utf8, position: position, after: after)
    let found =
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        kinds.contains(.placeholders) ? reader.placeholder() : nil
      case UInt8(ascii: "<"): kinds.contains(.tags) ? reader.tag() : nil
      case UInt8(ascii: "&"): kinds.contains(.entities) ? reader.entity() : nil
      case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "@"):
        kinds.contains(.addresses) ? reader.address() : nil
      case UInt8(ascii: "/"), UInt8(ascii: "\\"): kinds.contains(.paths) ? reader.path() : nil
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        kinds.contains(.numbers) ? reader.number() : nil
      default: nil as FoundSpan?
      }
    if let found { return found }
    return kinds.contains(.symbols) ? reader.symbol(spelling: &spelling) : nil
  }

  /// The terms of a text, each a whole word; a term that an address seems to go on with is one too.
  private func termMatches(in utf8: [UInt8]) -> [FoundSpan] {
    if terms.isEmpty { return [] }
    var found: [FoundSpan] = []
    var position = 0
    while position < utf8.count {
      let end = termEnd(at: position, in: utf8)
      if let end { found.append(FoundSpan(position..<end, .closed)) }
      position = end ?? position + 1
    }
    return found
  }

  private func termEnd(at position: Int, in utf8: [UInt8]) -> Int? {
    guard isTrigger[Int(utf8[position])], let terms = terms[utf8[position]] else { return nil }
    for term in terms where utf8.hasBytes(term, at: position) {
      let end = position + term.count
      let (first, last) = (utf8.scalar(at: position), utf8.scalar(before: end))
      let cutsBefore = first?.isWordPart == true && utf8.glues(before: position)
      let cutsAfter = last?.isWordPart == true && utf8.glues(at: end)
      if !cutsBefore && !cutsAfter { return end }
    }
    return nil
  }

  private func matches(in utf8: [UInt8]) -> [FoundSpan] {
    if patterns.isEmpty { return [] }
    let text = String(decoding: utf8, as: UTF8.self)
    let whole = NSRange(text.startIndex..., in: text)
    return patterns.flatMap { pattern in
      pattern.matches(in: text, range: whole).compactMap { match -> FoundSpan? in
        guard let range = Range(match.range, in: text), !range.isEmpty else { return nil }
        let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        let count = text[range].utf8.count
        return FoundSpan(start..<(start + count), .closed)
      }
    }
  }

  /// A span with the letters and digits that are glued to it: "%sMB" is copied as a whole.
  private func absorbing(_ span: FoundSpan, in utf8: [UInt8]) -> FoundSpan {
    var span = span
    var (start, end) = (span.range.lowerBound, span.range.upperBound)
    if span.leading != .touching { start = utf8.runStart(before: start, where: \.glues) }
    if span.trailing != .touching { end = utf8.runEnd(from: end, where: \.glues) }
    span.range = start..<end
    return span
  }

  /// Spans as one that overlap, touch, or have nothing but a few marks between them.
  private func merged(_ spans: [FoundSpan], in utf8: [UInt8]) -> [FoundSpan] {
    var result: [FoundSpan] = []
    for span in spans.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = result.last, utf8.joins(last.range, span.range) else {
        result.append(span)
        continue
      }
      result[result.count - 1] = last.joined(to: span)
    }
    return result
  }
}

extension FoundSpan {
  fileprivate func joined(to next: FoundSpan) -> FoundSpan {
    var joined = self
    let end = max(range.upperBound, next.range.upperBound)
    joined.range = range.lowerBound..<end
    if next.range.upperBound >= range.upperBound { joined.trailing = next.trailing }
    joined.tags += next.tags
    joined.isMark = isMark && next.isMark
    joined.isUnspellable = isUnspellable || next.isUnspellable
    return joined
  }
}

extension Unicode.Scalar {
  /// Whether the scalar makes one word with a letter beside it.
  var glues: Bool { isWordPart && !joinsFreely }
}

extension [UInt8] {
  fileprivate func glues(before end: Int) -> Bool { scalar(before: end)?.glues ?? false }

  fileprivate func glues(at start: Int) -> Bool { scalar(at: start)?.glues ?? false }

  fileprivate func joins(_ one: Range<Int>, _ next: Range<Int>) -> Bool {
    guard next.lowerBound > one.upperBound else { return true }
    let gap = one.upperBound..<next.lowerBound
    return gap.count <= 3
      && gap.allSatisfy { self[$0] > 0x20 && self[$0] < 0x7F && !Unicode.Scalar(self[$0]).glues }
  }
}

/// What is wrong with the options of the guards.
public enum GuardError: Error, Equatable, CustomStringConvertible {
  /// A pattern is no regular expression.
  case badPattern(String)

  /// What was given and what was wanted.
  public var description: String {
    switch self {
    case .badPattern(let pattern): "\"\(pattern)\" is not a regular expression in ICU's syntax"
    }
  }
}
