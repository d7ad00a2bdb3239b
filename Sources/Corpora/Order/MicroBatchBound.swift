/// How large a micro-batch of a corpus can be, in any epoch and under any seed.
///
/// A bound from what the rules say of every micro-batch of two pairs or more. Let a batch have at
/// most B target tokens, a micro-batch L tokens, and let there be m lanes:
/// 1. its target tokens are at most B;
/// 2. its source and target tokens are at most L;
/// 3. it got its last and cheapest pair, of cost c, when no other had less to do, so that m - 1
///    times its other cost is at most what the other pairs of the batch cost. These have only the
///    target tokens that it leaves them.
///
/// Each of the three makes the largest micro-batch a knapsack, which is filled best with the pairs
/// that bring most for their weight; the last one may go in in part, which makes it a bound. The
/// least of the three holds. A micro-batch of a single pair is as large as that pair.
package struct MicroBatchBound: Sendable {
  /// Pairs of the same lengths.
  private struct Kind: Sendable {
    let extent: PairExtent
    let count: Double
    var source: Double { Double(extent.sourceCount + 1) }
    var target: Double { Double(extent.targetCount) }
    var cost: Double { Double(MicroBatches.cost(of: extent)) }
  }

  private let kinds: [Kind]

  /// A corpus, whatever its batches are.
  package init(_ corpus: EncodedCorpus) {
    kinds = CorpusMixture(corpus).visitCounts.map(Kind.init).sorted {
      ($0.extent.sourceCount, $0.extent.targetCount) < (
        $1.extent.sourceCount, $1.extent.targetCount
      )
    }
  }

  /// The tokens of a micro-batch, sentences' ends included, at which a weighted sum is largest.
  ///
  /// - Parameters:
  ///   - weights: What a source and what a target token count.
  ///   - batchTokens: B.
  ///   - microBatches: m and L.
  /// - Returns: Tokens whose weighted sum no micro-batch exceeds.
  package func largest(
    _ weights: TokenCounts, batchTokens: Int, microBatches: MicroBatches
  ) -> TokenCounts {
    let value = { (kind: Kind) in weights.source * kind.source + weights.target * kind.target }
    var knapsacks = [
      Knapsack(capacity: Double(batchTokens), value: value) { $0.target },
      Knapsack(capacity: Double(microBatches.maximumTokens), value: value) {
        $0.source - 1 + $0.target
      },
    ]
    if microBatches.laneCount > 1 {
      knapsacks.append(
        balanced(value, batchTokens: Double(batchTokens), laneCount: microBatches.laneCount))
    }
    let fillings = knapsacks.map { $0.fill(with: kinds) }
    let single = kinds.max { value($0) < value($1) }
      .map { TokenCounts(source: $0.source, target: $0.target) }
    let least = fillings.min { $0.sum(weights) < $1.sum(weights) } ?? TokenCounts()
    return larger(least, single ?? least) { $0.sum(weights) }
  }

  /// The third rule, with a straight line above the most that other pairs of a batch can cost.
  ///
  /// That most is a concave function of their target tokens, so its tangent where they have their
  /// share is nowhere below it.
  private func balanced(
    _ value: @escaping (Kind) -> Double, batchTokens: Double, laneCount: Int
  ) -> Knapsack {
    let others = Double(laneCount - 1)
    let share = batchTokens * others / Double(laneCount)
    let (cost, slope) = Knapsack(capacity: share, value: \.cost, weight: \.target)
      .valueAndSlope(of: kinds)
    let dearest = kinds.map(\.cost).max() ?? 0
    return Knapsack(
      capacity: cost + slope * (batchTokens - share) + others * dearest, value: value
    ) { others * $0.cost + slope * $0.target }
  }

  /// What is to be filled with pairs, the weight of which is limited.
  private struct Knapsack {
    let capacity: Double
    let value: (Kind) -> Double
    let weight: (Kind) -> Double

    /// The tokens of the filling that is worth most, the last pair in part.
    func fill(with kinds: [Kind]) -> TokenCounts {
      parts(of: kinds).reduce(into: TokenCounts()) { sum, part in
        sum.source += part.count * part.kind.source
        sum.target += part.count * part.kind.target
      }
    }

    /// What the filling is worth, and what a little more room would bring.
    func valueAndSlope(of kinds: [Kind]) -> (value: Double, slope: Double) {
      let parts = parts(of: kinds)
      let used = parts.reduce(0) { $0 + $1.count * weight($1.kind) }
      // With room left all pairs are in, and more room brings nothing.
      let last = used < capacity * (1 - 1e-9) ? nil : parts.last
      return (
        parts.reduce(0) { $0 + $1.count * value($1.kind) },
        last.map { value($0.kind) / weight($0.kind) } ?? 0
      )
    }

    private func parts(of kinds: [Kind]) -> [(kind: Kind, count: Double)] {
      var room = capacity
      var parts: [(kind: Kind, count: Double)] = []
      let ratios = kinds.map { value($0) / weight($0) }
      for index in kinds.indices.sorted(by: { (ratios[$1], $0) < (ratios[$0], $1) })
      where room > 0 {
        let count = min(kinds[index].count, room / weight(kinds[index]))
        parts.append((kinds[index], count))
        room -= count * weight(kinds[index])
      }
      return parts
    }
  }
}

/// Numbers of source and target tokens, or what one of each counts.
package struct TokenCounts: Equatable, Sendable {
  package var source: Double
  package var target: Double

  package init(source: Double = 0, target: Double = 0) {
    self.source = source
    self.target = target
  }

  /// The sum of both, weighted.
  package func sum(_ weights: TokenCounts) -> Double {
    weights.source * source + weights.target * target
  }
}

/// The one of two values whose key is larger.
private func larger<Value>(_ left: Value, _ right: Value, by key: (Value) -> Double) -> Value {
  key(left) < key(right) ? right : left
}
