extension Normalizer.Step {
  /// Takes the step: reads a text and writes another.
  ///
  /// - Parameters:
  ///   - text: A text in valid UTF-8.
  ///   - output: Where the text is written, with the places that changed.
  func edit(_ text: Span<UInt8>, into output: inout EditedText) {
    switch self {
    case .form(let form): form.edit(text, into: &output)
    case .controls: output.rewrite(text, ScalarSet.cleaned)
    case .whitespace(let policy): policy.edit(text, into: &output)
    case .lowercase: output.rewrite(text, CaseMapping.lowercase)
    case .caseFold: output.rewrite(text, CaseMapping.folded)
    case .stripAccents: output.rewrite(text, CaseMapping.withoutNonspacingMark)
    case .replace(let replacement): replacement.edit(text, into: &output)
    case .transliterate(let rules): output.replaceAll(of: text, with: rules.rewritten(text))
    case .characterMap(let named): named.map.edit(text, into: &output)
    case .punctuation(let rules): output.replaceAll(of: text, by: rules.normalized)
    case .truecase(let model): output.replaceAll(of: text, by: model.normalized)
    }
  }
}

extension ScalarSet {
  /// What the cleaning of controls makes of a character, or nil if it stays.
  static func cleaned(_ scalar: UInt32) -> [UInt8]? {
    guard scalar < 0x20 || scalar > 0x7E, let scalar = Unicode.Scalar(scalar) else { return nil }
    if removedControls.contains(scalar) { return [] }
    return spacingControls.contains(scalar) ? [0x20] : nil
  }
}

extension Replacement {
  func edit(_ text: Span<UInt8>, into output: inout EditedText) {
    let pattern = Array(pattern.utf8)
    let content = Array(content.utf8)
    var keptStart = 0
    var position = 0
    while position + pattern.count <= text.count {
      guard text.hasBytes(pattern, at: position) else {
        position += 1
        continue
      }
      output.keep(keptStart..<position, of: text)
      output.replace(position..<(position + pattern.count), with: content)
      position += pattern.count
      keptStart = position
    }
    output.keep(keptStart..<text.count, of: text)
  }
}
