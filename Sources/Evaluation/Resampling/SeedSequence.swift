/// Spreads a seed over the state of a generator, as NumPy's class of this name does (after O'Neill's
/// `seed_seq_fe128`).
struct SeedSequence {
  private static let poolSize = 4
  private static let shift: UInt32 = 16
  private var pool: [UInt32]

  /// A sequence for a seed, whose 32-bit words NumPy mixes, lowest first.
  init(_ seed: UInt64) {
    // NumPy leaves a zero upper word out, but fills the pool with zeros, which is the same.
    let words = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32), 0, 0]
    var hash = Hash(constant: 0x43B0_D7E5, multiplier: 0x931E_8875)
    pool = words.map { hash.mixed($0) }
    for source in 0..<Self.poolSize {
      for target in 0..<Self.poolSize where target != source {
        pool[target] = Self.mix(pool[target], hash.mixed(pool[source]))
      }
    }
  }

  /// Words to begin a generator with.
  func words64(count: Int) -> [UInt64] {
    var hash = Hash(constant: 0x8B51_F9DD, multiplier: 0x58F3_8DED)
    return (0..<count).map { index in
      let low = hash.mixed(pool[2 * index % Self.poolSize])
      let high = hash.mixed(pool[(2 * index + 1) % Self.poolSize])
      return UInt64(high) << 32 | UInt64(low)
    }
  }

  private static func mix(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let result = first &* 0xCA01_F9DD &- second &* 0x4973_F715
    return result ^ result >> shift
  }

  private struct Hash {
    var constant: UInt32
    let multiplier: UInt32

    mutating func mixed(_ value: UInt32) -> UInt32 {
      var result = value ^ constant
      constant = constant &* multiplier
      result = result &* constant
      return result ^ result >> shift
    }
  }
}
