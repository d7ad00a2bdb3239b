#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Random numbers as a function of a seed, a stream and a counter (SplitMix64).
///
/// Two streams of one seed have nothing in common, so every use takes its own and none depends on
/// the order of others.
package struct CounterRandom: Sendable {
  private var state: UInt64

  package init(seed: UInt64, stream: UInt64) {
    state = CounterRandom.mix(seed ^ CounterRandom.mix(stream &+ 0x9E37_79B9_7F4A_7C15))
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return CounterRandom.mix(state)
  }

  /// Uniform in `0 ..< 1`, a multiple of 2⁻²⁴.
  package mutating func nextUniform() -> Float {
    Float(next() >> 40) / 16_777_216
  }

  /// Normal with mean 0 and variance 1 (Box and Muller, 1958).
  package mutating func nextNormal() -> Float {
    let radius = (-2 * log(1 - Double(nextUniform()))).squareRoot()
    return Float(radius * cos(2 * Double.pi * Double(nextUniform())))
  }

  /// The finaliser of SplitMix64: a bijection in which every input bit changes about half of the
  /// output bits.
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
