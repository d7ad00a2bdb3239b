/// Up to six code points, none of them U+0000, in two words: cheap to hash and to compare.
struct ScalarSequence: Hashable, Comparable {
  static let capacity = 6
  private static let bitCount = UInt64(21)

  private var high: UInt64 = 0
  private var low: UInt64 = 0
  private(set) var count = 0

  init(_ scalars: some Sequence<UInt32> = []) {
    for scalar in scalars { append(scalar) }
  }

  mutating func append(_ scalar: UInt32) {
    precondition(count < Self.capacity, "a sequence has at most six code points")
    let word = UInt64(scalar) << ((2 - UInt64(count % 3)) * Self.bitCount)
    if count < 3 { high |= word } else { low |= word }
    count += 1
  }

  subscript(index: Int) -> UInt32 {
    let word = index < 3 ? high : low
    return UInt32(word >> ((2 - UInt64(index % 3)) * Self.bitCount) & 0x1F_FFFF)
  }

  /// Some of the code points.
  func part(_ start: Int, count: Int) -> ScalarSequence {
    var part = ScalarSequence()
    for index in start..<start + count { part.append(self[index]) }
    return part
  }

  var scalars: [UInt32] { (0..<count).map { self[$0] } }

  func hash(into hasher: inout Hasher) {
    hasher.combine(high ^ (low &* 0x9E37_79B9_7F4A_7C15))
  }

  /// The order of the UTF-8 spellings.
  static func < (left: ScalarSequence, right: ScalarSequence) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
