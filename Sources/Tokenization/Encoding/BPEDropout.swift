/// What BPE-dropout needs to know: merges are left out at random, so that a model in training sees
/// a word cut in many ways (Provilkov et al., 2020).
///
/// The same values give the same tokens, whatever else is encoded before or beside.
public struct BPEDropout: Sendable, Equatable {
  /// How likely a merge is left out: 0 leaves out none, 1 all.
  public let probability: Double
  /// Chooses among the many ways.
  public let seed: UInt64
  /// The number of the line, so that two lines do not share their chances.
  public let position: UInt64

  /// Describes the dropout of a line.
  ///
  /// - Parameters:
  ///   - probability: How likely a merge is left out, from 0 to 1.
  ///   - seed: Chooses among the many ways; a new one for each epoch gives new tokens.
  ///   - position: The number of the line.
  public init(probability: Double, seed: UInt64, position: UInt64) {
    precondition((0...1).contains(probability), "the probability is from 0 to 1")
    self.probability = probability
    self.seed = seed
    self.position = position
  }

  /// The chances of one piece of the line.
  func draws(forPiece piece: Int) -> DropoutDraws {
    let line = (seed.mixed &+ position).mixed
    return DropoutDraws(probability: probability, key: (line &+ UInt64(piece)).mixed)
  }
}

/// A sequence of chances, each a function of its number.
struct DropoutDraws {
  let probability: Double
  let key: UInt64
  private var count: UInt64 = 0

  init(probability: Double, key: UInt64) {
    self.probability = probability
    self.key = key
  }

  /// Whether the next merge is left out.
  mutating func dropsNext() -> Bool {
    count += 1
    // The upper 53 bits, which a Double holds exactly.
    return Double((key &+ count &* 0x9E37_79B9_7F4A_7C15).mixed >> 11) * 0x1p-53 < probability
  }
}

extension UInt64 {
  /// The finaliser of SplitMix64 (Steele et al., 2014).
  fileprivate var mixed: UInt64 {
    var value = self &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
