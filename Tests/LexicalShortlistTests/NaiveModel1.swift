import LexicalShortlist

/// IBM Model 1 in dictionaries, as the paper has it.
struct NaiveModel1 {
  struct Key: Hashable {
    let source: Int32?
    let target: Int32
  }

  private(set) var probabilities: [Key: Double] = [:]
  /// exp of the mean of -ln p(t | source), by the probabilities before the last iteration.
  private(set) var perplexity = 0.0

  init(_ pairs: [TokenPair], iterationCount: Int, minimum: Double = 0) {
    for pair in pairs {
      for (source, target) in Self.keys(pair) {
        probabilities[Key(source: source, target: target)] = 1
      }
    }
    for iteration in 1...iterationCount {
      iterate(pairs)
      guard iteration > 1 else { continue }
      probabilities = probabilities.filter { $0.key.source == nil || $0.value >= minimum }
    }
  }

  private static func keys(_ pair: TokenPair) -> [(Int32?, Int32)] {
    pair.target.flatMap { target in ([nil] + pair.source.map { $0 }).map { ($0, target) } }
  }

  private mutating func iterate(_ pairs: [TokenPair]) {
    var counts: [Key: Double] = [:]
    var totals: [Int32?: Double] = [:]
    var (logarithms, targetCount) = (0.0, 0.0)
    for pair in pairs {
      for target in pair.target {
        let keys = ([nil] + pair.source.map { $0 }).map { Key(source: $0, target: target) }
        let sum = keys.reduce(0) { $0 + (probabilities[$1] ?? 0) }
        for key in keys {
          let share = (probabilities[key] ?? 0) / sum
          counts[key, default: 0] += share
          totals[key.source, default: 0] += share
        }
        logarithms += logarithm(sum / Double(keys.count))
        targetCount += 1
      }
    }
    perplexity = exponential(-logarithms / targetCount)
    probabilities = Dictionary(
      uniqueKeysWithValues: counts.map { ($0.key, $0.value / (totals[$0.key.source] ?? 1)) })
  }
}
