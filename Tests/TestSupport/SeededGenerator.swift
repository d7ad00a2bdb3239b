/// SplitMix64 (Steele et al., 2014), so that a failure can be repeated.
package struct SeededGenerator: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) {
    self.state = state
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0, in less time than `Int.random` takes.
  ///
  /// - Parameter bound: The first number that is too large, at most 2³¹.
  /// - Returns: The number; 0 if there is none.
  package mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 33) &* UInt64(bound)) >> 31)
  }
}
