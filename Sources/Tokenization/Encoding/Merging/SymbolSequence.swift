/// Symbols that are merged in place, with the neighbours of each found in constant time.
///
/// A symbol occupies a run of cells, one for each character. It stands in the first; the first and
/// the last cell hold the length of the run, which leads to the next and the previous symbol. A
/// boundary stands at both ends and between pieces, so that no symbol lacks a neighbour.
struct SymbolSequence {
  /// Stands where no merge may reach across.
  static let boundary: TokenID = -1
  /// Stands in the cells after the first of a run.
  private static let absorbed: TokenID = -2

  private var cells: [TokenID] = [boundary]
  private var lengths: [Int32] = [1]

  /// The symbols that remain, without the boundaries.
  var symbols: [TokenID] { cells.filter { $0 >= 0 } }

  /// Every position that may hold a symbol, in order.
  var positions: Range<Int> { 0..<cells.count - 1 }

  mutating func append(_ symbol: TokenID) {
    cells.append(symbol)
    lengths.append(1)
  }

  mutating func reserveCapacity(_ count: Int) {
    cells.reserveCapacity(count)
    lengths.reserveCapacity(count)
  }

  /// The symbol at a position and the one after it, or nil where no two stand that could merge.
  func pair(at position: Int) -> SymbolPair? {
    let left = cells[position]
    guard left >= 0 else { return nil }
    let right = cells[next(after: position)]
    return right >= 0 ? SymbolPair(left, right) : nil
  }

  func next(after position: Int) -> Int {
    position + Int(lengths[position])
  }

  func previous(before position: Int) -> Int {
    position - Int(lengths[position - 1])
  }

  /// Joins the symbol at a position with the one after it.
  mutating func merge(at position: Int, into merged: TokenID) {
    let right = next(after: position)
    let length = lengths[position] + lengths[right]
    cells[position] = merged
    cells[right] = Self.absorbed
    lengths[position] = length
    lengths[position + Int(length) - 1] = length
  }
}
