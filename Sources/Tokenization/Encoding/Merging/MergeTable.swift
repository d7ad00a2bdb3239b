/// The merges in the order of their rank, applied lowest rank first (Sennrich et al., 2016, §3.2).
struct MergeTable: Sendable {
  let merges: [Merge]
  let ranks: PairRanks
  /// What each merge makes, apart from the rest because it is asked for most.
  let mergedTokens: [TokenID]

  init(_ merges: [Merge]) {
    self.merges = merges
    ranks = PairRanks(merges)
    mergedTokens = merges.map(\.merged)
  }
}
