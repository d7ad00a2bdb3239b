import Foundation

/// The tokens that may come next, of which one is drawn.
struct TokenChoice {
  /// A token that may come next.
  struct Option {
    let token: Int32
    let logProbability: Float
    /// The log-probability as search sees it, with the repetition penalty.
    let seenAs: Double
    /// What the token weighs when one is drawn; the likeliest weighs 1.
    var weight = 0.0

    init(token: Int32, logProbability: Float, seenAs: Double) {
      self.token = token
      self.logProbability = logProbability
      self.seenAs = seenAs
    }

    /// The order of tokens that are as likely is that of their numbers.
    fileprivate func isLikelier(than other: Option) -> Bool {
      weight != other.weight ? weight > other.weight : token < other.token
    }
  }

  private var options: [Option] = []
  private var best: Option?

  var isEmpty: Bool { options.isEmpty }
  /// The likeliest of the tokens.
  var likeliest: Int32? { best?.token }

  mutating func removeAll() {
    options.removeAll(keepingCapacity: true)
    best = nil
  }

  /// Adds a token that is possible.
  mutating func offer(_ option: Option) {
    options.append(option)
    if let best, (best.seenAs, option.token) >= (option.seenAs, best.token) { return }
    best = option
  }

  /// Draws one of the tokens.
  ///
  /// - Parameters:
  ///   - sampling: How unlikely tokens are treated.
  ///   - number: A random number from 0 to 1.
  /// - Returns: The token; `nil` where there is none.
  mutating func draw(_ sampling: SamplingOptions, _ number: Double) -> Option? {
    guard let best else { return nil }
    for place in options.indices {
      options[place].weight = exp((options[place].seenAs - best.seenAs) / sampling.temperature)
    }
    restrict(sampling)
    let target = number * options.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    for option in options {
      sum += option.weight
      if target < sum { return option }
    }
    // The sum may be rounded: the last token that has a weight at all.
    return options.last { $0.weight > 0 } ?? best
  }

  /// Removes the tokens that are not to be chosen from.
  private mutating func restrict(_ sampling: SamplingOptions) {
    if sampling.topCount > 0 {
      // Sorted even where none is removed: how many there are depends on the company.
      options.sort { $0.isLikelier(than: $1) }
      options.removeLast(max(0, options.count - sampling.topCount))
    }
    if sampling.topProbability < 1 { keepNucleus(sampling.topProbability) }
    if sampling.minimumProbability > 0 {
      let threshold = sampling.minimumProbability * options.reduce(0) { $0 + $1.weight }
      options.removeAll { $0.weight < threshold && $0.weight < 1 }
    }
  }

  /// Keeps the likeliest tokens that together have a probability: as few as possible.
  private mutating func keepNucleus(_ probability: Double) {
    let sum = options.reduce(0) { $0 + $1.weight }
    // All tokens below the threshold together have less than 1 - p, so that the nucleus is among
    // the others, which are few and quickly sorted.
    let threshold = (1 - probability) * sum / Double(options.count)
    options.removeAll { $0.weight < threshold && $0.weight < 1 }
    options.sort { $0.isLikelier(than: $1) }
    var cumulative = 0.0
    for place in options.indices {
      cumulative += options[place].weight
      if cumulative >= probability * sum {
        options.removeLast(options.count - place - 1)
        return
      }
    }
  }
}

/// Random numbers that are a function of what they are for.
enum CounterRandom {
  /// A number from 0 to 1, 1 excluded.
  ///
  /// - Parameters:
  ///   - seed: The seed of all numbers.
  ///   - key: The sentence.
  ///   - sample: The number of the sample.
  ///   - step: The place of the token.
  /// - Returns: The number, of 53 bits.
  static func uniform(seed: UInt64, _ key: UInt64, _ sample: Int, _ step: Int) -> Double {
    var state = mixed(seed)
    for value in [key, UInt64(sample), UInt64(step)] { state = mixed(state ^ value) }
    return Double(state >> 11) * 0x1p-53
  }

  /// A step of SplitMix64 (Steele et al., 2014): each bit depends on each bit.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
