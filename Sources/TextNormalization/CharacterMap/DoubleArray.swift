/// A set of byte strings with a number for each, found by walking over their bytes.
///
/// The layout of the units is that of darts-clone, which SentencePiece's files hold. A unit has the
/// byte that leads to it in its lowest eight bits, bit 8 if a string ends there, and the distance
/// to its children in bits 10 to 30, in steps of 256 if bit 9 is set. A number is a unit of its own,
/// marked by bit 31, at the child of byte 0: so no string holds a NUL.
package struct DoubleArray: Equatable, Sendable {
  @usableFromInline package let units: [UInt32]

  /// Takes units from wherever they come: a walk never leaves them.
  package init(units: [UInt32]) {
    self.units = units
  }

  /// Where every walk begins.
  @inlinable package static var root: Int { 0 }

  /// Walks over one byte.
  ///
  /// - Parameters:
  ///   - byte: The next byte of the string.
  ///   - node: Where the bytes before it led.
  /// - Returns: Where they lead together, or nil if no string of the set begins so.
  @inlinable
  package func child(_ byte: UInt8, of node: Int) -> Int? {
    guard node < units.count else { return nil }
    let child = (node ^ Self.distance(units[node])) ^ Int(byte)
    guard child < units.count, units[child] & 0x8000_00FF == UInt32(byte), byte != 0 else {
      return nil
    }
    return child
  }

  /// The number of the string that ends at a node, or nil if none does.
  @inlinable
  package func value(at node: Int) -> Int32? {
    let unit = units[node]
    guard unit & 0x100 != 0 else { return nil }
    let leaf = node ^ Self.distance(unit)
    guard leaf < units.count else { return nil }
    return Int32(bitPattern: units[leaf] & 0x7FFF_FFFF)
  }

  /// The number of a string, or nil if it is not in the set.
  package func value(of key: some Sequence<UInt8>) -> Int32? {
    var node = Self.root
    for byte in key {
      guard let child = child(byte, of: node) else { return nil }
      node = child
    }
    return node == Self.root ? nil : value(at: node)
  }

  /// How far the children of a unit are from it, as the exclusive or of the two places.
  @inlinable
  static func distance(_ unit: UInt32) -> Int {
    Int((unit >> 10) << ((unit & 0x200) >> 6))
  }
}
