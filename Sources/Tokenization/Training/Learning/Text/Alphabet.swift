/// The characters of a training text that become pieces of their own, most frequent first.
struct Alphabet {
  /// The characters as they stand in text.
  let characters: [Unicode.Scalar]

  /// Takes the most frequent characters until their occurrences make up the wanted share.
  ///
  /// The space is always among them. A literal `▁` never is: it would read as a space.
  init(_ counts: ScalarTable<Int>, coverage: Double) {
    var counted: [(character: Unicode.Scalar, count: Int)] = [(" ", 0)]
    counts.forEach { scalar, count in
      switch scalar {
      case " ": counted[0].count = count
      case "▁": break
      default: if count > 0 { counted.append((scalar, count)) }
      }
    }
    counted.sort { left, right in
      left.count != right.count
        ? left.count > right.count : Self.order(left.character) < Self.order(right.character)
    }
    let wanted = coverage * Double(counted.reduce(0) { $0 + $1.count })
    var covered = 0
    characters = counted.compactMap { character, count in
      guard Double(covered) < wanted || character == " " else { return nil }
      covered += count
      return character
    }
  }

  /// The space goes where its spelling in the vocabulary does.
  private static func order(_ character: Unicode.Scalar) -> Unicode.Scalar {
    character == " " ? "▁" : character
  }
}
