/// What the vocabulary can spell, remembered per character.
struct Spelling {
  private let spells: (@Sendable (String) -> Bool)?
  /// 0 where nobody has asked yet, then 1 for yes and 2 for no; for each of the first 65,536.
  private var known: [UInt8] = []
  private var knownBeyond: [UInt32: Bool] = [:]

  init(_ spells: (@Sendable (String) -> Bool)?) {
    self.spells = spells
  }

  /// Whether a character can be spelled; what has no look of its own always can.
  mutating func canSpell(_ scalar: Unicode.Scalar) -> Bool {
    guard let spells else { return true }
    guard scalar.value < 0x10000 else {
      if let answer = knownBeyond[scalar.value] { return answer }
      let answer = Self.ask(spells, scalar)
      knownBeyond[scalar.value] = answer
      return answer
    }
    if known.isEmpty { known = [UInt8](repeating: 0, count: 0x10000) }
    let index = Int(scalar.value)
    if known[index] == 0 { known[index] = Self.ask(spells, scalar) ? 1 : 2 }
    return known[index] == 1
  }

  private static func ask(
    _ spells: (@Sendable (String) -> Bool), _ scalar: Unicode.Scalar
  ) -> Bool {
    if scalar.isBlank || scalar.isMark || scalar.properties.generalCategory == .format {
      return true
    }
    return spells(String(scalar))
  }
}
