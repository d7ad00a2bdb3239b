/// Steps that look at a few characters at a time, taken together in one pass.
///
/// The text is copied but for the stretches that one of the steps may change. A stretch takes all
/// steps before the next is looked for: the characters around it are quiet to each of them, so that
/// nothing beyond the stretch can make a difference.
struct LocalPass: Sendable {
  private let steps: [Normalizer.Step]
  private let whitespace: WhitespacePolicy?
  private let table: QuietTable
  private let alone: CharactersAlone

  /// Joins steps, which all have a quiet rule, and what is done to whitespace after them.
  init(_ steps: [Normalizer.Step], _ whitespace: WhitespacePolicy?) {
    self.steps = steps
    self.whitespace = whitespace
    let spaces: [QuietRule] = whitespace == .collapse ? [.unusualSpaces] : []
    table = QuietTable.table(of: steps.compactMap(\.quietRule) + spaces)
    alone = CharactersAlone(table, steps)
  }

  func append(_ text: Span<UInt8>, to buffer: inout [UInt8]) {
    let start = buffer.count
    var scratch = Scratch()
    var position = 0
    while position < text.count {
      let spaces = spaces(after: buffer, from: start)
      let stretch = table.nextStretch(in: text, from: position, spaces: spaces)
      buffer.append(text, position..<stretch.lowerBound)
      if stretch.isEmpty { break }
      if let result = resultAlone(text, stretch) {
        append(spaced: result.span, to: &buffer, from: start)
      } else {
        scratch.take(steps, on: text.extracting(stretch))
        append(spaced: scratch.bytes.span, to: &buffer, from: start)
      }
      position = stretch.upperBound
    }
    trim(&buffer, from: start)
  }

  /// What the steps make of a stretch, if it is a character that changes by itself.
  private func resultAlone(_ text: Span<UInt8>, _ stretch: Range<Int>) -> [UInt8]? {
    guard stretch.count <= 4 else { return nil }
    let (scalar, byteCount) = text.scalar(at: stretch.lowerBound)
    return byteCount == stretch.count ? alone.result(of: scalar) : nil
  }

  // MARK: Whitespace

  private func spaces(after buffer: [UInt8], from start: Int) -> QuietTable.Spaces {
    guard whitespace == .collapse else { return .stay }
    return buffer.count == start || buffer[buffer.count - 1] == 0x20 ? .collapseNow : .collapse
  }

  private func append(spaced text: Span<UInt8>, to buffer: inout [UInt8], from start: Int) {
    guard whitespace == .collapse else { return buffer.append(text, 0..<text.count) }
    var position = 0
    while position < text.count {
      let end = text.endOfWhitespace(from: position)
      if end > position {
        if spaces(after: buffer, from: start) == .collapse { buffer.append(0x20) }
        position = end
      } else {
        let byteCount = text.scalar(at: position).byteCount
        buffer.append(text, position..<(position + byteCount))
        position += byteCount
      }
    }
  }

  /// Removes the whitespace at the ends, of which collapsing leaves at most one space at the last.
  private func trim(_ buffer: inout [UInt8], from start: Int) {
    switch whitespace {
    case .collapse:
      if buffer.count > start && buffer[buffer.count - 1] == 0x20 { buffer.removeLast() }
    case .trim:
      var output = EditedText(recordsEdits: false)
      WhitespacePolicy.trim.edit(buffer.span.extracting(start...), into: &output)
      buffer.replaceSubrange(start..., with: output.bytes)
    case nil:
      break
    }
  }
}
