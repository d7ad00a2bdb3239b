/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): small, fast, and the same on every platform.
///
/// The data order is part of what a seed promises, so neither the generator nor the shuffle is the
/// standard library's, whose algorithms may change.
package struct SplitMix64: Equatable, Sendable {
  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// A generator of its own for a seed and a counter, such as the number of an epoch.
  package init(seed: UInt64, counter: UInt64) {
    var generator = SplitMix64(seed: seed)
    state = generator.next() ^ counter &* Self.increment
    state = next()
  }

  package mutating func next() -> UInt64 {
    state &+= Self.increment
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to a bound, each equally likely (Lemire, 2019, arXiv 1805.10941).
  package mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "no number lies below \(bound) and from 0 on")
    let width = UInt64(bound)
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let threshold = (0 &- width) % width
      while product.low < threshold { product = next().multipliedFullWidth(by: width) }
    }
    return Int(product.high)
  }

  /// Puts elements in random order (Fisher and Yates, from the last element down).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, next(below: last + 1))
    }
  }
}
