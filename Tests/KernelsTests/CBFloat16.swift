/// The nearest bf16 of a finite number: ties go to even.
func roundedToBF16(_ x: Float) -> Float {
  let bits = x.bitPattern
  return Float(bitPattern: (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff_0000)
}

/// The word of two bf16: the first in its low half.
func pairOfBF16(_ first: Float, _ second: Float) -> Float {
  Float(bitPattern: first.bitPattern >> 16 | second.bitPattern & 0xffff_0000)
}
