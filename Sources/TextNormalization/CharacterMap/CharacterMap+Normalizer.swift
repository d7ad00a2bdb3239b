extension CharacterMap {
  /// Makes a map that does what a normaliser does, but for what it does at spaces.
  ///
  /// A map looks at a few characters at a time. So three marks of one letter may stay in an order
  /// that is not Unicode's; and U+0000 stays.
  ///
  /// - Parameter normalizer: The normaliser; a step that collapses whitespace stands last, and here
  ///   makes a space of each character of whitespace.
  /// - Throws: ``CharacterMapError``, which names a step that looks further than a map can.
  package init(expressing normalizer: Normalizer) throws {
    var steps = normalizer.steps
    let collapses = steps.last == .whitespace(.collapse)
    if collapses { steps.removeLast() }
    if let step = steps.first(where: { !$0.isExpressible }) {
      throw CharacterMapError(offset: nil, problem: "it cannot express the step \(step)")
    }
    let rewriter = Rewriter(normalizer: Normalizer(steps: steps), makesSpaces: collapses)
    self.init(utf8Rules: rewriter.rules(composes: steps.contains { $0.isForm }).utf8)
  }
}

extension Normalizer.Step {
  /// Whether the step looks at a few characters at a time.
  fileprivate var isExpressible: Bool {
    switch self {
    case .form, .controls, .lowercase, .caseFold, .stripAccents: true
    default: false
    }
  }

  fileprivate var isForm: Bool {
    if case .form = self { true } else { false }
  }
}

/// A normaliser as rules.
private struct Rewriter {
  let normalizer: Normalizer
  let makesSpaces: Bool

  /// Where characters are that a normaliser may change.
  private static let ranges: [ClosedRange<UInt32>] = [
    0x1...0xD7FF, 0xE000...0x3_FFFF, 0xE_0000...0xE_FFFF,
  ]

  func rules(composes: Bool) -> CharacterRules {
    var rules = CharacterRules()
    for scalar in Self.ranges.joined() {
      let target = rewritten([scalar])
      if target != [scalar] { rules[scalar] = target }
    }
    guard composes else { return rules }
    let add = { (sequence: ScalarSequence) in
      let target = rewritten(sequence.scalars)
      if target.count <= ScalarSequence.capacity { rules[sequence] = ScalarSequence(target) }
    }
    let mappings = CompatibilityMappings()
    mappings.forEachCanonicalSpelling(add)
    mappings.forEachDisorder(add)
    rules.removeRedundant()
    return rules
  }

  private func rewritten(_ scalars: [UInt32]) -> [UInt32] {
    var result: [UInt8] = []
    normalizer.append(normalized: scalars.utf8.span, to: &result)
    return String(decoding: result, as: UTF8.self).unicodeScalars.map { scalar in
      makesSpaces && ScalarSet.whiteSpace.contains(scalar) ? 0x20 : scalar.value
    }
  }
}
