/// The characters of a training text that become pieces of their own, most frequent first.
struct Alphabet {
  /// The characters as the vocabulary spells them, so that the space is `▁`.
  let spellings: [Unicode.Scalar]

  /// Takes the most frequent characters until their occurrences make up the wanted share.
  ///
  /// The space is always among them. A literal `▁` never is: it would read as a space.
  init(of pieceCounts: [[Unicode.Scalar]: Int], coverage: Double) {
    var counts: [Unicode.Scalar: Int] = [:]
    for (piece, count) in pieceCounts {
      for scalar in piece { counts[scalar, default: 0] += count }
    }
    counts["▁"] = counts.removeValue(forKey: " ") ?? 0
    let ranked = counts.sorted { left, right in
      left.value != right.value ? left.value > right.value : left.key < right.key
    }
    let wanted = coverage * Double(counts.values.reduce(0, +))
    var covered = 0
    spellings = ranked.compactMap { scalar, count in
      guard Double(covered) < wanted || scalar == "▁" else { return nil }
      covered += count
      return scalar
    }
  }

  /// The characters as they stand in text, so that `▁` is the space.
  var characters: [Unicode.Scalar] { spellings.map { $0 == "▁" ? " " : $0 } }

  /// The tokens of the characters as they stand in text, numbered from a first token.
  func tokens(from first: TokenID) -> [Unicode.Scalar: TokenID] {
    Dictionary(zip(characters, first...), uniquingKeysWith: { first, _ in first })
  }
}
