/// Rules of a character map while they are collected.
struct CharacterRules {
  private(set) var characters: [UInt32: [UInt32]] = [:]
  /// The rules of more than one character, whose targets are short.
  private(set) var sequences: [ScalarSequence: ScalarSequence] = [:]

  /// What becomes of one code point; nil if it has no rule.
  subscript(scalar: UInt32) -> [UInt32]? {
    get { characters[scalar] }
    set { characters[scalar] = newValue }
  }

  /// What becomes of several code points.
  subscript(source: ScalarSequence) -> ScalarSequence? {
    get { sequences[source] }
    set { sequences[source] = newValue }
  }

  /// Changes all targets, code point by code point.
  mutating func mapTargets(_ transform: (UInt32) -> UInt32) {
    characters = characters.mapValues { $0.map(transform) }
    sequences = sequences.mapValues { ScalarSequence($0.scalars.map(transform)) }
  }

  /// Removes the rules of sequences that shorter rules rewrite alike.
  mutating func removeRedundant() {
    let rules = sequences
    sequences = [:]
    sequences.reserveCapacity(rules.count)
    for length in 2...ScalarSequence.capacity {
      for (source, target) in rules where source.count == length {
        if !rewrites(source, to: target, byRulesBelow: length) { sequences[source] = target }
      }
    }
  }

  /// Whether rules, the longest first and read from the left, make one sequence of another.
  private func rewrites(
    _ source: ScalarSequence, to target: ScalarSequence, byRulesBelow limit: Int
  ) -> Bool {
    var result: [UInt32] = []
    var position = 0
    while position < source.count {
      position += appendMatch(source, at: position, upTo: limit - 1, to: &result)
    }
    return result == target.scalars
  }

  /// Appends what the longest rule makes, and tells how many code points it replaces.
  private func appendMatch(
    _ source: ScalarSequence, at position: Int, upTo limit: Int, to result: inout [UInt32]
  ) -> Int {
    for length in (1...min(limit, source.count - position)).reversed() where length > 1 {
      if let target = sequences[source.part(position, count: length)] {
        result += target.scalars
        return length
      }
    }
    if let target = characters[source[position]] {
      result += target
    } else {
      result.append(source[position])
    }
    return 1
  }

  /// The rules in UTF-8, by their sources.
  var utf8: [(source: [UInt8], target: [UInt8])] {
    let characters = characters.map { (ScalarSequence([$0.key]), $0.value) }
    let sequences = sequences.map { ($0.key, $0.value.scalars) }
    return (characters + sequences).sorted { $0.0 < $1.0 }.map { ($0.0.scalars.utf8, $0.1.utf8) }
  }
}

extension [UInt32] {
  var utf8: [UInt8] {
    var utf8: [UInt8] = []
    for scalar in self.lazy.compactMap(Unicode.Scalar.init) { utf8.append(scalar) }
    return utf8
  }
}

extension [UInt8] {
  /// Appends a character in UTF-8.
  fileprivate mutating func append(_ scalar: Unicode.Scalar) {
    if let bytes = UTF8.encode(scalar) { append(contentsOf: bytes) }
  }
}
