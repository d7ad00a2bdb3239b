/// Puts protected spans back into a translation, in the place of their stand-ins.
struct SpanRestorer {
  let standIns: [MaskedText.StandIn]

  private typealias Place = (span: ProtectedSpan, range: Range<Int>)

  /// The translation with its spans.
  ///
  /// - Parameter output: What the network made of a text with the stand-ins.
  /// - Returns: The bytes, or nil where a span was lost, doubled, changed or glued to a word.
  func restored(_ output: [UInt8]) -> [UInt8]? {
    guard let places = places(in: output), areNested(places) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(2 * output.count)
    var position = 0
    for place in places {
      guard let before = edit(output, at: place.range.lowerBound, SpanSide(place.span, .before)),
        let after = edit(output, at: place.range.upperBound, SpanSide(place.span, .after))
      else { return nil }
      // A span that touches the word between has perhaps taken the space already.
      if position < before.offset { result += output[position..<before.offset] }
      if before.needsSpace, result.last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
      result += place.span.text
      if after.needsSpace { result.append(UInt8(ascii: " ")) }
      position = after.offset
    }
    return result + output[position...]
  }

  /// Where the text around a span ends or goes on, and whether a space is missing; nil if the span
  /// is glued to something.
  private func edit(
    _ output: [UInt8], at offset: Int, _ side: SpanSide
  ) -> (offset: Int, needsSpace: Bool)? {
    switch side.fit(output, at: offset) {
    case .keep: (offset, false)
    case .insertSpace: (offset, true)
    case .removeSpaces: (side.spacesEnd(output, from: offset), false)
    case .glued: nil
    }
  }

  /// The places of the stand-ins in order; nil unless each is there exactly once.
  private func places(in output: [UInt8]) -> [Place]? {
    var places: [Place] = []
    var isPlaced = [Bool](repeating: false, count: standIns.count)
    var position = 0
    while position < output.count {
      guard output[position].isDigit else {
        position += 1
        continue
      }
      let start = position
      while position < output.count && output[position].isDigit { position += 1 }
      let run = output[start..<position]
      guard let index = standIns.firstIndex(where: { $0.name.elementsEqual(run) }) else {
        continue
      }
      if isPlaced[index] { return nil }
      isPlaced[index] = true
      places.append((standIns[index].span, start..<position))
    }
    return places.count == standIns.count ? places : nil
  }

  /// Whether tags that close others in the source still do.
  private func areNested(_ places: [Place]) -> Bool {
    let original = standIns.flatMap(\.span.tags)
    guard !original.isEmpty, MarkupTag.areNested(original) else { return true }
    return MarkupTag.areNested(places.flatMap(\.span.tags))
  }
}

extension [UInt8] {
  /// Whether a text stands here that is a word where it begins or ends with a letter.
  func holds(_ text: [UInt8]) -> Bool {
    guard let first = text.first, count >= text.count else { return false }
    for start in 0...(count - text.count) where self[start] == first && hasBytes(text, at: start) {
      let end = start + text.count
      let cutsBefore = text.scalar(at: 0)?.glues == true && scalar(before: start)?.glues == true
      let cutsAfter =
        text.scalar(before: text.count)?.glues == true && scalar(at: end)?.glues == true
      if !cutsBefore && !cutsAfter { return true }
    }
    return false
  }
}
