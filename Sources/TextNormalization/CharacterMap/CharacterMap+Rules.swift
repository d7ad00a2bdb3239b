extension CharacterMap {
  /// Makes a map of rules.
  ///
  /// - Parameter rules: Each source once, none empty, without U+0000 in a source or a target.
  package init(rules: [(source: [Unicode.Scalar], target: [Unicode.Scalar])]) {
    self.init(
      utf8Rules: rules.map { (Self.utf8($0.source), Self.utf8($0.target)) }
        .sorted { $0.0.lexicographicallyPrecedes($1.0) })
  }

  /// Makes a map of rules in UTF-8 that are sorted by their sources.
  init(utf8Rules rules: [(source: [UInt8], target: [UInt8])]) {
    guard !rules.isEmpty else {
      self = .identity
      return
    }
    var automaton = KeyAutomaton()
    var replacements: [UInt8] = []
    var offsets: [[UInt8]: Int32] = [:]
    for (source, target) in rules {
      precondition(!target.contains(0), "a replacement holds a NUL")
      if offsets[target] == nil {
        offsets[target] = Int32(replacements.count)
        replacements += target + [0]
      }
      automaton.append(source, value: offsets[target] ?? 0)
    }
    automaton.finish()
    self.init(
      sources: DoubleArrayBuilder.doubleArray(of: automaton), replacements: replacements)
  }

  private static func utf8(_ scalars: [Unicode.Scalar]) -> [UInt8] {
    scalars.flatMap { UTF8.encode($0).map(Array.init) ?? [] }
  }
}
