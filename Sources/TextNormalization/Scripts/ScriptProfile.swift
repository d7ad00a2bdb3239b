/// How many characters of a text belong to each script.
public struct ScriptProfile: Equatable, Sendable {
  /// The scripts that occur, without what all scripts share, such as digits and punctuation.
  public private(set) var counts: [Script: Int] = [:]

  /// Counts the characters of a text.
  public init(_ text: String = "") {
    add(text)
  }

  /// Counts the characters of a further text.
  public mutating func add(_ text: String) {
    var perNumber: [Int32: Int] = [:]
    for scalar in text.unicodeScalars { perNumber[Script(of: scalar).number, default: 0] += 1 }
    for (number, count) in perNumber {
      let script = Script(number: number)
      if !script.isShared { counts[script, default: 0] += count }
    }
  }

  /// The number of all counted characters.
  public var characterCount: Int { counts.values.reduce(0, +) }

  /// The scripts that make up at least a share of the counted characters, the most frequent first.
  package func dominantScripts(_ share: Double = 0.3) -> [Script] {
    let least = share * Double(characterCount)
    return counts.filter { Double($0.value) >= least }
      .sorted { left, right in
        left.value != right.value ? left.value > right.value : left.key < right.key
      }
      .map(\.key)
  }
}
