/// Two symbols side by side, as one word.
@usableFromInline
package struct SymbolPair: Hashable, Sendable {
  /// The left symbol in the upper half, the right one in the lower.
  @usableFromInline package let bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  @inlinable @inline(__always)
  package init(_ left: some FixedWidthInteger, _ right: some FixedWidthInteger) {
    bits =
      UInt64(UInt32(truncatingIfNeeded: left)) << 32 | UInt64(UInt32(truncatingIfNeeded: right))
  }

  @inlinable @inline(__always)
  package var left: TokenID { TokenID(truncatingIfNeeded: bits >> 32) }

  @inlinable @inline(__always)
  package var right: TokenID { TokenID(truncatingIfNeeded: bits) }
}
