import TextNormalization

/// Puts words where they belong in a training text: the more frequent, the further to the front.
///
/// The places of rare words are known beforehand from how many there are of each count. Frequent
/// words are few; they wait until all are there.
struct WordLayout<Cell: SymbolStorage> {
  private struct FrequentWord {
    let count: Int
    let extent: Range<Int>
  }

  private let characters: ScalarTable<Cell>
  private var cells: [Cell]
  /// Where the next word of each count goes.
  private var rareCursors: [Int]
  private var frequentCells: [Cell] = []
  private var frequentWords: [FrequentWord] = []

  init(_ survey: TextSurvey, characters: ScalarTable<Cell>) {
    self.characters = characters
    cells = Array(repeating: TrainingText<Cell>.boundary, count: survey.cellCount)
    frequentCells.reserveCapacity(survey.frequentCellCount)
    rareCursors = Array(repeating: 0, count: TextSurvey.rareCountLimit)
    var start = 1 + survey.frequentCellCount
    for count in rareCursors.indices.reversed() {
      rareCursors[count] = start
      start += survey.rareCellCounts[count]
    }
  }

  /// Takes a word.
  mutating func place(_ bytes: [UInt8], _ range: Range<Int>, count: Int) {
    guard bytes.span.scalar(at: range.lowerBound).byteCount < range.count else { return }
    if count < TextSurvey.rareCountLimit {
      placeRareWord(bytes, range, count: count)
    } else {
      keepFrequentWord(bytes, range, count: count)
    }
  }

  /// The text, as soon as all words are there.
  consuming func finished() -> (cells: [Cell], frequencies: WordFrequencies) {
    var strata: [WordFrequencies.Stratum] = []
    frequentWords.sort { $0.count > $1.count }
    var end = 1
    for word in frequentWords {
      for position in word.extent {
        cells[end] = frequentCells[position]
        end += 1
      }
      strata.append(WordFrequencies.Stratum(frequency: word.count, end: end))
    }
    for count in rareCursors.indices.reversed() where rareCursors[count] > end {
      end = rareCursors[count]
      strata.append(WordFrequencies.Stratum(frequency: count, end: end))
    }
    return (cells, WordFrequencies(strata))
  }

  private mutating func placeRareWord(_ bytes: [UInt8], _ range: Range<Int>, count: Int) {
    let bytes = bytes.span
    var (position, cursor) = (range.lowerBound, rareCursors[count])
    while position < range.upperBound {
      let (scalar, byteCount) = bytes.scalar(at: position)
      cells[cursor] = characters[scalar]
      cursor += 1
      position += byteCount
    }
    // A boundary stands here already.
    rareCursors[count] = cursor + 1
  }

  private mutating func keepFrequentWord(_ bytes: [UInt8], _ range: Range<Int>, count: Int) {
    let start = frequentCells.count
    let bytes = bytes.span
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, byteCount) = bytes.scalar(at: position)
      frequentCells.append(characters[scalar])
      position += byteCount
    }
    frequentCells.append(TrainingText<Cell>.boundary)
    frequentWords.append(FrequentWord(count: count, extent: start..<frequentCells.count))
  }
}
