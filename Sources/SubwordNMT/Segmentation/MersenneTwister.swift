/// The random numbers of Python's `random.Random`: MT19937 (Matsumoto and Nishimura, 1998).
///
/// With the same seed, dropout here leaves out the merges that it leaves out in subword-nmt.
package struct MersenneTwister: Sendable {
  private var state: [UInt32]
  private var index = count

  private static let count = 624
  private static let shift = 397

  /// Seeds the generator as `random.seed(seed)` does.
  package init(seed: UInt64) {
    state = Self.state(of: 19_650_218)
    let low = UInt32(truncatingIfNeeded: seed)
    let high = UInt32(truncatingIfNeeded: seed >> 32)
    mix(key: high == 0 ? [low] : [low, high])
  }

  /// A number from 0 to below 1, in steps of 2^-53.
  package mutating func nextUnit() -> Double {
    let high = nextWord() >> 5
    let low = nextWord() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  private static func state(of seed: UInt32) -> [UInt32] {
    var state = [seed]
    for index in 1..<UInt32(count) {
      let last = state[state.count - 1]
      state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ index)
    }
    return state
  }

  /// The initialisation by an array of the reference implementation.
  private mutating func mix(key: [UInt32]) {
    var position = 1
    for step in 0..<Self.count {
      let word = step % key.count
      state[position] =
        (state[position] ^ scrambled(before: position) &* 1_664_525) &+ key[word] &+ UInt32(word)
      position = advance(position)
    }
    for _ in 1..<Self.count {
      state[position] =
        (state[position] ^ scrambled(before: position) &* 1_566_083_941) &- UInt32(position)
      position = advance(position)
    }
    state[0] = 0x8000_0000
  }

  private func scrambled(before position: Int) -> UInt32 {
    state[position - 1] ^ (state[position - 1] >> 30)
  }

  private mutating func advance(_ position: Int) -> Int {
    guard position + 1 == Self.count else { return position + 1 }
    state[0] = state[Self.count - 1]
    return 1
  }

  private mutating func nextWord() -> UInt32 {
    if index == Self.count { twist() }
    var word = state[index]
    index += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func twist() {
    for position in 0..<Self.count {
      let next = state[(position + 1) % Self.count]
      let joined = (state[position] & 0x8000_0000) | (next & 0x7FFF_FFFF)
      let twisted = (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_B0DF)
      state[position] = state[(position + Self.shift) % Self.count] ^ twisted
    }
    index = 0
  }
}
