// Bit patterns instead of `Float16`, which Swift does not have on every platform.

extension Float {
  /// The number that the bits of an IEEE 754 half stand for, exactly.
  init(halfBits bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      self.init(bitPattern: sign | magnitude.bitPattern)
    case 0x1F:
      self.init(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default:
      // The exponent's bias is 15 in a half and 127 in a float.
      self.init(bitPattern: sign | (exponent + 127 - 15) << 23 | fraction << 13)
    }
  }

  /// The nearest bfloat16, to even where two are equally near.
  var bfloat16Bits: UInt16 {
    // A NaN's bits must not be rounded: the carry could make an infinity or a zero of them.
    if isNaN { return UInt16(bitPattern >> 16) | 0x40 }
    let isOdd = bitPattern >> 16 & 1
    return UInt16((bitPattern + 0x7FFF + isOdd) >> 16)
  }
}
