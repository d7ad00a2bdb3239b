/// The attention that live hypotheses have given to each source token so far, Σⱼ pᵢⱼ.
struct Coverage {
  private var sums: [Float] = []  // [live, S]
  private var scratch: [Float] = []
  private var sourceCount = 0

  /// Adds the attention of a step to the hypotheses that it extended.
  mutating func add(_ next: NextTokens, rows: Range<Int>) {
    if sums.isEmpty {
      sourceCount = next.attentionRange(ofRow: rows.lowerBound).count
      sums.refill(with: 0, count: sourceCount * rows.count)
    }
    for (place, row) in rows.enumerated() {
      let attention = next.attentionRange(ofRow: row)
      precondition(
        attention.count == sourceCount,
        "The attention to \(attention.count) source tokens, wanted \(sourceCount).")
      for (offset, element) in attention.enumerated() {
        sums[place * sourceCount + offset] += next.attention[element]
      }
    }
  }

  /// Replaces the hypotheses with continuations of them.
  mutating func follow(parents: some Sequence<Int>) {
    scratch.removeAll(keepingCapacity: true)
    for parent in parents {
      scratch.append(contentsOf: sums[(parent * sourceCount)..<((parent + 1) * sourceCount)])
    }
    swap(&sums, &scratch)
  }

  /// The coverage penalty of a hypothesis that ends now.
  func penalty(of hypothesis: Int, _ scoring: HypothesisScoring) -> Double {
    let elements = (hypothesis * sourceCount)..<((hypothesis + 1) * sourceCount)
    return scoring.coveragePenalty(sums.span.extracting(elements))
  }
}
