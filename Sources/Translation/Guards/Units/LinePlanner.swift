/// Finds out what a line is made of.
struct LinePlanner {
  private let guards: GuardedTranslation
  private(set) var context: TranslationUnit.Context
  private(set) var warnings: [TranslationWarning] = []

  init(line: Int, guards: GuardedTranslation) {
    self.guards = guards
    context = TranslationUnit.Context(line: line, sourceCase: .sentence, spanTexts: [:])
  }

  /// The parts of a line: what stays as it is, and what is translated.
  mutating func parts(of line: String, spelling: inout Spelling) -> [TextPart] {
    let utf8 = Array(line.utf8)
    let survey = ByteSurvey(utf8, guards.byteClasses)
    guard survey.mayHaveLetters, utf8.hasLetter(in: utf8.indices) else { return [.text(utf8)] }
    let segments =
      survey.classes.contains(.breaking) ? Self.segments(of: utf8) : [utf8.indices]
    var parts: [TextPart] = []
    var position = 0
    for segment in segments {
      let ends = utf8.trimming(segment, where: \.isBlank)
      let start =
        guards.options.splitsSentences && position == 0
        ? ListMarker.end(in: utf8, ends) : ends.lowerBound
      if position < start { parts.append(.text(Array(utf8[position..<start]))) }
      if start < ends.upperBound {
        let range = start..<ends.upperBound
        let text = range == utf8.indices ? utf8 : Array(utf8[range])
        parts += sentenceParts(text, survey, spelling: &spelling)
      }
      position = max(start, ends.upperBound)
    }
    if position < utf8.count { parts.append(.text(Array(utf8[position...]))) }
    return parts
  }

  /// The ranges between control characters and separators of lines.
  private static func segments(of utf8: [UInt8]) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    var start = 0
    var position = 0
    while position < utf8.count {
      let (scalar, end) = utf8.decodeScalar(at: position)
      if scalar.isBreak {
        segments.append(start..<position)
        start = end
      }
      position = end
    }
    return segments + [start..<utf8.count]
  }

  private mutating func sentenceParts(
    _ utf8: [UInt8], _ survey: ByteSurvey, spelling: inout Spelling
  ) -> [TextPart] {
    let text = masked(utf8, survey, spelling: &spelling)
    guard text.hasLetter else { return [.text(utf8)] }
    for standIn in text.standIns {
      context.spanTexts[standIn.span.text[0], default: []].insert(standIn.span.text)
    }
    setCase(of: text, survey)
    var ranges = [text.text.indices]
    if guards.options.splitsSentences { ranges = guards.divider.sentences(in: text) }
    var longCount = 0
    let parts = text.parts(at: ranges) { sentence in
      let chunks = guards.divider.chunks(of: sentence)
      if chunks.count > 1 { longCount += chunks.count }
      return sentence.parts(at: chunks) { chunk in
        if chunk.standIns.isEmpty { return [.source(chunk)] }
        return chunk.standIns.count > mostStandIns ? chunk.atSpans() : chunk.peeled()
      }
    }
    if longCount > 0 { warnings.append(.longInput(parts: longCount)) }
    return parts
  }

  private mutating func masked(
    _ utf8: [UInt8], _ survey: ByteSurvey, spelling: inout Spelling
  ) -> MaskedText {
    guard survey.classes.contains(.trigger) || guards.finder.alwaysSearches else {
      return MaskedText(utf8)
    }
    let spans = guards.finder.spans(in: utf8, spelling: &spelling)
    if spans.isEmpty { return MaskedText(utf8) }
    let unspellable = spans.filter(\.isUnspellable).map { utf8[$0.range] }
    if unspellable.count < spans.count {
      warnings.append(.protected(count: spans.count - unspellable.count))
    }
    if !unspellable.isEmpty {
      let texts = unspellable.map { String(decoding: $0, as: UTF8.self) }
      warnings.append(.unspellable(texts.joined(separator: " ")))
    }
    return MaskedText(utf8, spans: spans)
  }

  private mutating func setCase(of text: MaskedText, _ survey: ByteSurvey) {
    context.sourceCase = .sentence
    guard guards.options.restoresCase else { return }
    let survey =
      text.standIns.isEmpty ? survey : ByteSurvey(text.text, guards.byteClasses)
    let isSuspicious = !survey.classes.contains(.lowercase) || survey.capitalCount >= 3
    guard isSuspicious else { return }
    context.sourceCase = SourceCase(of: text.text, language: guards.model.sourceLanguage)
    switch context.sourceCase {
    case .sentence: break
    case .capitals: warnings.append(.capitals)
    case .title: warnings.append(.titleCase)
    }
  }
}

/// The most stand-ins that a network is trusted with in one sentence.
private let mostStandIns = 20

/// What stands before the text of an item of a list, as "-", "1)", "##" and "- [x]" do.
enum ListMarker {
  /// Behind the markers and the white space after them; the start of the range if there are none.
  static func end(in utf8: [UInt8], _ range: Range<Int>) -> Int {
    var position = range.lowerBound
    while let end = markerEnd(in: utf8, position..<range.upperBound) {
      let spaceEnd = utf8.runEnd(from: end, limit: range.upperBound, where: \.isWhite)
      guard spaceEnd > end, spaceEnd < range.upperBound else { break }
      position = spaceEnd
    }
    return position
  }

  private static func markerEnd(in utf8: [UInt8], _ range: Range<Int>) -> Int? {
    guard let first = utf8.scalar(at: range.lowerBound), !range.isEmpty else { return nil }
    if first.isASCIIDigit {
      let end = utf8.runEnd(from: range.lowerBound, limit: range.upperBound, where: \.isASCIIDigit)
      guard end - range.lowerBound <= 3, end < range.upperBound else { return nil }
      return utf8[end] == UInt8(ascii: ".") || utf8[end] == UInt8(ascii: ")") ? end + 1 : nil
    }
    if first.isASCIILetter {
      let end = range.lowerBound + 1
      return end < range.upperBound && utf8[end] == UInt8(ascii: ")") ? end + 1 : nil
    }
    let end = utf8.runEnd(from: range.lowerBound, limit: range.upperBound) {
      "-*+>#•◦‣▪–—·".unicodeScalars.contains($0)
    }
    if end > range.lowerBound { return end }
    let boxes = ["[ ]", "[x]", "[X]"].map { Array($0.utf8) }
    return boxes.contains { utf8.hasBytes($0, at: range.lowerBound) } ? range.lowerBound + 3 : nil
  }
}
