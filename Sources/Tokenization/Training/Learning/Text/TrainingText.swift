/// An unsigned number that a symbol is stored as: 16 bits wide where the vocabulary allows it.
protocol SymbolStorage: FixedWidthInteger, UnsignedInteger, Sendable {}

extension UInt16: SymbolStorage {}
extension UInt32: SymbolStorage {}

/// The distinct words of a training text, one after the other, as symbols that are merged in place.
///
/// A symbol occupies as many cells as its width tells, and stands in the first and in the last of
/// them; between these, and where no symbol is, stands the boundary. So each symbol is found from
/// its neighbours, and nothing but the symbols is stored.
struct TrainingText<Cell: SymbolStorage>: Sendable {
  /// Stands before, between and after words, where no merge may reach across.
  static var boundary: Cell { 0 }

  /// The cells; the first and the last are boundaries.
  var cells: [Cell]
  /// How often the word at a position occurs.
  private(set) var frequencies = WordFrequencies()

  /// Lays out words, the most frequent first.
  ///
  /// - Parameters:
  ///   - words: The words.
  ///   - survey: What was found in them.
  ///   - symbols: Protected symbols, which are left out.
  ///   - characters: The symbol of each character, or the boundary for one that has none.
  /// - Throws: ``TokenizationError``, if words that were spilled cannot be read back.
  init(
    _ words: WordSource, survey: TextSurvey, without symbols: ProtectedSymbols,
    characters: ScalarTable<Cell>
  ) throws {
    var layout = WordLayout(survey, characters: characters)
    try words.forEachWord { bytes, range, count in
      guard !symbols.contain(bytes, range) else { return }
      layout.place(bytes, range, count: count)
    }
    (cells, frequencies) = layout.finished()
  }

  /// Makes each symbol one cell wide again, and drops the words that have become one symbol.
  mutating func compact(widths: [Int32]) {
    var end = 1
    var start = 1
    var strata: [WordFrequencies.Stratum] = []
    for stratum in frequencies.strata {
      let limit = stratum.end
      var wordStart = end
      while start < limit {
        let symbol = cells[start]
        cells[end] = symbol
        end += 1
        start += Int(widths[Int(symbol)])
        guard symbol == Self.boundary else { continue }
        if end - wordStart <= 2 { end = wordStart }
        wordStart = end
      }
      strata.append(WordFrequencies.Stratum(frequency: stratum.frequency, end: end))
    }
    cells.removeLast(cells.count - end)
    frequencies = WordFrequencies(strata)
  }
}

/// How often the word at each position of a text occurs, where words that occur equally often lie
/// side by side.
struct WordFrequencies: Sendable {
  /// A stretch of words that occur equally often.
  struct Stratum: Sendable {
    let frequency: Int
    /// The position behind its last word.
    let end: Int
  }

  let strata: [Stratum]
  /// The stratum at the first of every 64 positions.
  private let firstStrata: [UInt32]

  /// Takes the strata in the order of their ends.
  init(_ strata: [Stratum] = []) {
    self.strata = strata
    var firstStrata: [UInt32] = []
    for (number, stratum) in strata.enumerated() {
      while firstStrata.count << 6 < stratum.end { firstStrata.append(UInt32(number)) }
    }
    self.firstStrata = firstStrata
  }

  /// How often the word at a position occurs.
  @inline(__always)
  subscript(position: Int) -> Int {
    var number = Int(firstStrata[position >> 6])
    while strata[number].end <= position { number += 1 }
    return strata[number].frequency
  }
}
