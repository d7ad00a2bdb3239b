/// A 64-bit checksum of bytes that arrive in pieces: XXH64 with seed 0.
///
/// It finds torn and damaged files, not forged ones. The `xxhsum` command and the `xxhash` packages
/// compute the same number; how the bytes are cut into pieces does not matter.
package struct Checksum: Sendable {
  private var lanes = Lanes()
  /// The bytes at the end that do not fill a stripe yet.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  package init() {}

  /// The checksum of all bytes so far.
  package var value: UInt64 {
    var hash = byteCount < stripeLength ? prime5 : lanes.merged
    hash &+= byteCount
    hash.absorb(tail: pending.span)
    return hash.scrambled
  }

  /// The value in the form that files hold: sixteen lower-case hexadecimal digits.
  package var digits: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Takes in the next bytes.
  package mutating func update(_ bytes: Span<UInt8>) {
    byteCount += UInt64(bytes.count)
    let missing = pending.isEmpty ? 0 : min(stripeLength - pending.count, bytes.count)
    pending.append(copying: bytes.extracting(first: missing))
    absorbPendingStripe()
    let rest = bytes.extracting(droppingFirst: missing)
    let wholeCount = rest.count / stripeLength * stripeLength
    lanes.absorb(stripes: rest.extracting(first: wholeCount))
    pending.append(copying: rest.extracting(droppingFirst: wholeCount))
  }

  private mutating func absorbPendingStripe() {
    guard pending.count == stripeLength else { return }
    let stripe = pending
    pending = []
    lanes.absorb(stripes: stripe.span)
  }
}

/// Four sums that advance independently, so that their multiplications overlap.
private struct Lanes {
  var first = prime1 &+ prime2
  var second = prime2
  var third: UInt64 = 0
  var fourth = 0 &- prime1

  /// Takes in whole stripes: their number is a multiple of 32 bytes.
  ///
  /// The `unsafe` loads stay below that number; checking each of them costs more than the sums.
  mutating func absorb(stripes: Span<UInt8>) {
    let bytes = unsafe stripes.bytes
    func word(_ position: Int) -> UInt64 {
      unsafe UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(
          fromUncheckedByteOffset: position, as: UInt64.self))
    }
    for start in stride(from: 0, to: bytes.byteCount, by: stripeLength) {
      first = first.mixed(with: word(start))
      second = second.mixed(with: word(start + 8))
      third = third.mixed(with: word(start + 16))
      fourth = fourth.mixed(with: word(start + 24))
    }
  }

  var merged: UInt64 {
    var hash = first.rotated(1) &+ second.rotated(7) &+ third.rotated(12) &+ fourth.rotated(18)
    for lane in [first, second, third, fourth] {
      hash = (hash ^ UInt64(0).mixed(with: lane)) &* prime1 &+ prime4
    }
    return hash
  }
}

extension UInt64 {
  fileprivate func rotated(_ count: Int) -> UInt64 { self << count | self >> (64 - count) }

  fileprivate func mixed(with word: UInt64) -> UInt64 {
    (self &+ word &* prime2).rotated(31) &* prime1
  }

  /// Takes in what follows the last whole stripe: words, then a half word, then bytes.
  fileprivate mutating func absorb(tail: Span<UInt8>) {
    var position = 0
    while position + 8 <= tail.count {
      self = (self ^ UInt64(0).mixed(with: tail.word(at: position))).rotated(27) &* prime1 &+ prime4
      position += 8
    }
    if position + 4 <= tail.count {
      let half = tail.littleEndian(at: position, byteCount: 4)
      self = (self ^ half &* prime1).rotated(23) &* prime2 &+ prime3
      position += 4
    }
    for index in position..<tail.count {
      self = (self ^ UInt64(tail[index]) &* prime5).rotated(11) &* prime1
    }
  }

  /// Lets every bit of the state reach every bit of the result.
  fileprivate var scrambled: UInt64 {
    var hash = self
    hash = (hash ^ hash >> 33) &* prime2
    hash = (hash ^ hash >> 29) &* prime3
    return hash ^ hash >> 32
  }
}

extension Span<UInt8> {
  fileprivate func word(at position: Int) -> UInt64 { littleEndian(at: position, byteCount: 8) }
}

extension [UInt8] {
  fileprivate mutating func append(copying bytes: Span<UInt8>) {
    for index in bytes.indices { append(bytes[index]) }
  }
}

private let stripeLength = 32

private let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
private let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
private let prime3: UInt64 = 0x1656_67B1_9E37_79F9
private let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
private let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
