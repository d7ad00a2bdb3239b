/// The edits that turn a hypothesis into a reference, found near the diagonal of the table of edit
/// distances (Levenshtein, 1966) only, as sacreBLEU's TER does.
///
/// Cells that the beam does not reach count as infinitely far. Which of several ways of the same
/// cost is taken matters for the shifts that are tried: keeping or replacing a word goes before
/// deleting one, and that before inserting one.
struct BeamEditDistance {
  private static let width = 25
  private static let infinity: Int32 = .max / 2

  /// What happens to a word.
  enum Edit: UInt8 {
    case keep
    case replace
    case delete
    case insert
    case undefined
  }

  /// The costs of the cells: `[hypothesis + 1, reference + 1]`.
  private var costs: [Int32] = []
  private var edits: [Edit] = []

  /// The edit distance of two lines, and the table for ``alignment(_:_:into:)``.
  mutating func distance(_ hypothesis: [UInt32], _ reference: [UInt32]) -> Int {
    let rowSize = reference.count + 1
    prepare(cellCount: (hypothesis.count + 1) * rowSize, rowSize: rowSize)
    let beam = Beam(hypothesis.count, reference.count, width: Self.width)
    for row in 0..<hypothesis.count {
      fill(row + 1, word: hypothesis[row], reference, in: beam.columns(ofRow: row + 1))
    }
    return Int(costs[hypothesis.count * rowSize + reference.count])
  }

  private mutating func prepare(cellCount: Int, rowSize: Int) {
    if costs.count < cellCount {
      costs = Array(repeating: Self.infinity, count: cellCount)
      edits = Array(repeating: .undefined, count: cellCount)
    }
    for index in 0..<rowSize {
      costs[index] = Int32(index)
      edits[index] = .insert
    }
    for index in rowSize..<max(rowSize, cellCount) {
      costs[index] = Self.infinity
      edits[index] = .undefined
    }
  }

  private mutating func fill(
    _ row: Int, word: UInt32, _ reference: [UInt32], in columns: Range<Int>
  ) {
    let rowSize = reference.count + 1
    let (above, start) = ((row - 1) * rowSize, row * rowSize)
    for column in columns {
      if column == 0 {
        costs[start] = costs[above] + 1
        edits[start] = .delete
        continue
      }
      let isEqual = word == reference[column - 1]
      var best = costs[above + column - 1] + (isEqual ? 0 : 1)
      var edit: Edit = isEqual ? .keep : .replace
      let deletion = costs[above + column] + 1
      if deletion < best { (best, edit) = (deletion, .delete) }
      let insertion = costs[start + column - 1] + 1
      if insertion < best { (best, edit) = (insertion, .insert) }
      // A cell that only cells out of reach lead to is out of reach itself.
      if best >= Self.infinity { continue }
      costs[start + column] = best
      edits[start + column] = edit
    }
  }

  /// Reads off the table of the last distance which word goes with which.
  func read(hypothesisCount: Int, referenceCount: Int, into alignment: inout EditAlignment) {
    alignment.reset(hypothesisCount: hypothesisCount, referenceCount: referenceCount)
    var (row, column) = (hypothesisCount, referenceCount)
    while row > 0 || column > 0 {
      let edit = edits[row * (referenceCount + 1) + column]
      switch edit {
      case .keep, .replace:
        row -= 1
        column -= 1
        alignment.alignedPositions[column] = row
        alignment.isHypothesisWrong[row] = edit == .replace
        alignment.isReferenceWrong[column] = edit == .replace
      case .insert:
        column -= 1
        alignment.alignedPositions[column] = row - 1
        alignment.isReferenceWrong[column] = true
      case .delete:
        row -= 1
        alignment.isHypothesisWrong[row] = true
      case .undefined:
        preconditionFailure("The beam of the edit distance does not reach the end.")
      }
    }
  }
}

/// Which words of a reference and a hypothesis go together.
struct EditAlignment {
  /// For each word of the reference the word of the hypothesis that stands there, or that the
  /// reference's word would have to be inserted after: from -1 on.
  var alignedPositions: [Int] = []
  /// For each word of the hypothesis whether it is replaced or deleted.
  var isHypothesisWrong: [Bool] = []
  /// For each word of the reference whether it replaces another or is inserted.
  var isReferenceWrong: [Bool] = []

  mutating func reset(hypothesisCount: Int, referenceCount: Int) {
    alignedPositions.removeAll(keepingCapacity: true)
    isHypothesisWrong.removeAll(keepingCapacity: true)
    isReferenceWrong.removeAll(keepingCapacity: true)
    for _ in 0..<hypothesisCount { isHypothesisWrong.append(false) }
    for _ in 0..<referenceCount {
      alignedPositions.append(0)
      isReferenceWrong.append(false)
    }
  }
}

/// The cells of the table that are looked at.
private struct Beam {
  private let rowCount: Int
  private let columnCount: Int
  private let ratio: Double
  private let width: Int

  init(_ hypothesisCount: Int, _ referenceCount: Int, width: Int) {
    rowCount = hypothesisCount
    columnCount = referenceCount + 1
    ratio = hypothesisCount > 0 ? Double(referenceCount) / Double(hypothesisCount) : 1
    // Where the diagonal moves so far with each row that rows would have no column in common.
    self.width =
      Double(width) < ratio / 2 ? Int((ratio / 2 + Double(width)).rounded(.up)) : width
  }

  func columns(ofRow row: Int) -> Range<Int> {
    let diagonal = Int((Double(row) * ratio).rounded(.down))
    let first = max(0, diagonal - width)
    let end = row == rowCount ? columnCount : min(columnCount, diagonal + width)
    return first..<max(first, end)
  }
}
