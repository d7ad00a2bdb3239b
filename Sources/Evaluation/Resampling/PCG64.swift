/// The random numbers of NumPy's `default_rng(seed)`: the generator PCG XSL RR 128/64 (O'Neill,
/// 2014), and from it the integers and bits that NumPy 2 makes.
package struct PCG64 {
  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  private var state: UInt128
  private let increment: UInt128
  /// The upper half of the last 64 bits, which is handed out after the lower one.
  private var halfLeft: UInt32?

  /// The generator that NumPy makes of a seed.
  package init(seed: UInt64) {
    let words = SeedSequence(seed).words64(count: 4)
    increment = (UInt128(words[2]) << 64 | UInt128(words[3])) << 1 | 1
    // PCG's own seeding: a step from 0, the seed added, and another step.
    state = increment &+ (UInt128(words[0]) << 64 | UInt128(words[1]))
    advance()
  }

  private mutating func advance() {
    state = state &* Self.multiplier &+ increment
  }

  /// The next 64 bits.
  package mutating func next64() -> UInt64 {
    advance()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> rotation | folded << (64 &- rotation & 63)
  }

  /// The next 32 bits: of 64 bits first the lower half, then the upper.
  mutating func next32() -> UInt32 {
    if let half = halfLeft {
      halfLeft = nil
      return half
    }
    let bits = next64()
    halfLeft = UInt32(truncatingIfNeeded: bits >> 32)
    return UInt32(truncatingIfNeeded: bits)
  }

  /// A number from 0 below a bound, as `integers(0, bound)` and `choice(bound)` draw it.
  ///
  /// The method is that of Lemire (2019), "Fast Random Integer Generation in an Interval". A bound
  /// of 1 takes nothing from the generator.
  ///
  /// - Parameter bound: From 1 to 2³² - 1.
  /// - Returns: The number.
  package mutating func integer(below bound: UInt32) -> Int {
    if bound == 1 { return 0 }
    var product = UInt64(next32()) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next32()) &* UInt64(bound)
      }
    }
    return Int(product >> 32)
  }
}

/// The truth values of NumPy's `integers(2, dtype=bool)`: the bits of 32 after 32, lowest first.
///
/// What is left of the last 32 bits is lost when the series ends, as in NumPy.
package struct RandomBits {
  private var bits: UInt32 = 0
  private var bitsLeft = 0

  /// A series.
  package init() {}

  /// The next bit, for which a generator may have to be asked.
  package mutating func next(from generator: inout PCG64) -> Bool {
    if bitsLeft == 0 {
      bits = generator.next32()
      bitsLeft = 32
    }
    defer {
      bits >>= 1
      bitsLeft -= 1
    }
    return bits & 1 == 1
  }
}
