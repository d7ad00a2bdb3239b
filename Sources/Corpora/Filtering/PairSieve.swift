/// Lets pairs pass that a filter keeps, and remembers them where none may come twice.
struct PairSieve {
  let filter: PairFilter
  private var duplicates = DuplicateFinder()

  init(_ filter: PairFilter) {
    self.filter = filter
  }

  /// Why a pair is to be dropped, or nil if it stays.
  mutating func reasonToDrop(_ pair: SentencePair, _ lines: LinePair) -> PairFilter.Reason? {
    if let reason = filter.reasonToDrop(pair, lines) { return reason }
    return filter.dropsDuplicates && duplicates.insert(lines) ? .duplicate : nil
  }
}
