import CKernels

/// Which weights of attention are kept, element by element, from the definition of the mask.
struct AttentionMask {
  let dropout: apus_dropout

  /// What the weight of a query, a row of the batch, for a key of its sequence is multiplied by.
  func factor(head: Int, query: Int, key: Int) -> Double {
    guard dropout.threshold > 0 else { return 1 }
    let stream = mixed(dropout.key &+ UInt64(head))
    let element = UInt32(truncatingIfNeeded: query &+ key &* 0x9e37_79b9)
    let hash = self.hash(element, before: stream.low, between: stream.high)
    return hash >= dropout.threshold ? Double(dropout.scale) : 0
  }

  private func mixed(_ key: UInt64) -> (low: UInt32, high: UInt32) {
    var x = key &+ 0x9e37_79b9_7f4a_7c15
    x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
    x ^= x >> 31
    return (UInt32(truncatingIfNeeded: x), UInt32(x >> 32))
  }

  private func hash(_ element: UInt32, before: UInt32, between: UInt32) -> UInt32 {
    var hash = element ^ before
    hash ^= hash >> 16
    hash = hash &* 0x21f0_aaad
    hash ^= hash >> 15
    hash = (hash &+ between) &* 0x735a_2d97
    return hash ^ (hash >> 15)
  }
}
