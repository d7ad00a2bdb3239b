/// What stands beside the occurrences of a pair that is merged, on one side.
struct NeighbourCounts: Sendable {
  /// A symbol that stands there.
  struct Entry: Sendable {
    /// How often it stands there in the whole text.
    var frequency = 0
    /// At how many positions it stands there.
    var positionCount: UInt32 = 0
    /// Where the next position of the pair that it now forms is to be written, if anywhere.
    var cursor = noCursor
  }

  /// Stands for no place to write to.
  static let noCursor = UInt32.max

  private(set) var symbols: [Int] = []
  private var entries: [Entry] = []

  subscript(symbol: Int) -> Entry {
    @inline(__always)
    get { entries[symbol] }
    @inline(__always)
    set { entries[symbol] = newValue }
  }

  /// Makes room for the symbols below a count.
  mutating func grow(to symbolCount: Int) {
    while entries.count < symbolCount { entries.append(Entry()) }
  }

  /// Counts one position.
  @inline(__always)
  mutating func add(_ symbol: Int, frequency: Int) {
    if entries[symbol].positionCount == 0 { symbols.append(symbol) }
    entries[symbol].positionCount += 1
    entries[symbol].frequency += frequency
  }

  mutating func removeAll() {
    for symbol in symbols { entries[symbol] = Entry() }
    symbols.removeAll(keepingCapacity: true)
  }
}
