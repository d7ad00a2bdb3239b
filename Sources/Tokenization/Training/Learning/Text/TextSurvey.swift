import TextNormalization

/// What must be known of all words before they are laid out for learning.
struct TextSurvey: Sendable {
  /// How often each character occurs.
  private(set) var characterCounts = ScalarTable(repeating: 0)
  /// How many cells the words take that occur so often, for counts below `rareCountLimit`.
  private(set) var rareCellCounts = [Int](repeating: 0, count: rareCountLimit)
  /// How many cells the words take that occur more often.
  private(set) var frequentCellCount = 0
  /// How many merges of pairs the words allow at most, with how often a pair must occur.
  private(set) var mergeBound: Int

  /// Words that occur less often than this are laid out by their counts directly.
  static let rareCountLimit = 256

  /// Goes through all words once.
  ///
  /// - Parameters:
  ///   - words: The words.
  ///   - symbols: Protected symbols, which are left out.
  ///   - minimumFrequency: How often a pair must occur to be merged.
  /// - Throws: ``TokenizationError``, if words that were spilled cannot be read back.
  init(of words: WordSource, without symbols: ProtectedSymbols, minimumFrequency: Int) throws {
    var pairCounts = (sufficient: 0, insufficient: 0)
    var survey = (characterCounts, rareCellCounts, frequentCellCount)
    try words.forEachWord { bytes, range, count in
      guard !symbols.contain(bytes, range) else { return }
      let length = Self.countCharacters(of: bytes, range, count: count, in: &survey.0)
      guard length > 1 else { return }
      if count < Self.rareCountLimit {
        survey.1[count] += length + 1
      } else {
        survey.2 += length + 1
      }
      if count >= minimumFrequency {
        pairCounts.sufficient += length - 1
      } else {
        pairCounts.insufficient += length - 1
      }
    }
    (characterCounts, rareCellCounts, frequentCellCount) = survey
    // Each merge takes a symbol from a word that alone is frequent enough, or two from others.
    mergeBound = pairCounts.sufficient + pairCounts.insufficient / 2
  }

  /// How many cells all words take, the boundary after each and before the first included.
  var cellCount: Int { 1 + frequentCellCount + rareCellCounts.reduce(0, +) }

  private static func countCharacters(
    of bytes: [UInt8], _ range: Range<Int>, count: Int, in counts: inout ScalarTable<Int>
  ) -> Int {
    let bytes = bytes.span
    var (position, length) = (range.lowerBound, 0)
    while position < range.upperBound {
      let (scalar, byteCount) = bytes.scalar(at: position)
      counts[scalar] += count
      position += byteCount
      length += 1
    }
    return length
  }
}

/// The texts that are pieces of their own and of which no merge knows.
struct ProtectedSymbols: Sendable {
  private let symbols: [[UInt8]]

  init(_ symbols: [String]) {
    self.symbols = symbols.map { Array($0.utf8) }
  }

  /// Whether a range of some bytes is one of them.
  @inline(__always)
  func contain(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard !symbols.isEmpty else { return false }
    return symbols.contains { $0.elementsEqual(bytes[range]) }
  }
}
