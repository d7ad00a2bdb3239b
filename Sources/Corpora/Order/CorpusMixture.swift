/// How often an epoch visits each pair of a corpus, by the weights of its parts.
///
/// With weight 2.5 every pair of a part is visited twice, and half of the pairs once more: exactly
/// half, and others in each epoch.
package struct CorpusMixture: Sendable {
  private let parts: [CorpusPart]

  package init(_ corpus: EncodedCorpus) {
    parts = corpus.parts
  }

  /// The visits of an epoch.
  package var visitCount: Int {
    parts.reduce(0) { $0 + wholeVisits(of: $1) * $1.pairs.count + extraCount(of: $1) }
  }

  /// The pairs that an epoch visits, in the order of the corpus: a pure function of its arguments.
  ///
  /// - Parameters:
  ///   - seed: Decides with the epoch which pairs are visited once more.
  ///   - epoch: Counts from 0.
  /// - Returns: Indices of pairs.
  package func visits(seed: UInt64, epoch: Int) -> [UInt32] {
    // The order of the epoch is shuffled by the seed itself.
    var generator = SplitMix64(seed: ~seed, counter: UInt64(epoch))
    var visits: [UInt32] = []
    visits.reserveCapacity(visitCount)
    for part in parts {
      for _ in 0..<wholeVisits(of: part) {
        for pair in part.pairs { visits.append(UInt32(pair)) }
      }
      appendExtraVisits(of: part, to: &visits, &generator)
    }
    return visits
  }

  /// How many pairs of the same lengths an epoch visits at most.
  package var visitCounts: [PairExtent: Double] {
    var counts: [PairExtent: Double] = [:]
    for part in parts {
      for (extent, count) in part.extents {
        counts[extent, default: 0] += part.weight.rounded(.up) * Double(count)
      }
    }
    return counts
  }

  private func wholeVisits(of part: CorpusPart) -> Int { Int(part.weight) }

  private func extraCount(of part: CorpusPart) -> Int {
    let fraction = part.weight - part.weight.rounded(.down)
    let count = Int((fraction * Double(part.pairs.count)).rounded())
    // However small its weight, a part is in every epoch.
    return part.weight < 1 && !part.pairs.isEmpty ? max(count, 1) : count
  }

  /// Draws some of the pairs, each choice of as many equally likely (Knuth, volume 2, 3.4.2 S).
  private func appendExtraVisits(
    of part: CorpusPart, to visits: inout [UInt32], _ generator: inout SplitMix64
  ) {
    var missingCount = extraCount(of: part)
    for pair in part.pairs where missingCount > 0 {
      guard generator.next(below: part.pairs.upperBound - pair) < missingCount else { continue }
      visits.append(UInt32(pair))
      missingCount -= 1
    }
  }
}
