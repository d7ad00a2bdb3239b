import Tokenization

/// A tree of byte strings, each with a number, that finds those which begin at a place.
struct ByteTrie: Sendable {
  /// The node of the empty string.
  static let root: UInt32 = 0

  private var edges = PairTable()
  /// The number of the string that ends at a node, or -1.
  private var values: [TokenID] = [-1]

  /// Adds a string.
  ///
  /// - Parameters:
  ///   - bytes: The string.
  ///   - value: Its number.
  /// - Returns: The number that it had before, if any.
  mutating func insert(_ bytes: [UInt8], _ value: TokenID) -> TokenID? {
    var node = Self.root
    for byte in bytes {
      if let child = child(of: node, byte) {
        node = child
      } else {
        let child = UInt32(values.count)
        edges.set(UInt64(child), for: SymbolPair(node, byte))
        values.append(-1)
        node = child
      }
    }
    defer { values[Int(node)] = value }
    return self.value(at: node)
  }

  func child(of node: UInt32, _ byte: UInt8) -> UInt32? {
    edges.value(of: SymbolPair(node, byte)).map { UInt32(truncatingIfNeeded: $0) }
  }

  func value(at node: UInt32) -> TokenID? {
    let value = values[Int(node)]
    return value < 0 ? nil : value
  }

  /// The node of a string, or nil if no string begins with it.
  func node(of bytes: Span<UInt8>, from start: UInt32 = root) -> UInt32? {
    var node = start
    for index in bytes.indices {
      guard let child = child(of: node, bytes[index]) else { return nil }
      node = child
    }
    return node
  }

  func value(of bytes: Span<UInt8>) -> TokenID? {
    node(of: bytes).flatMap(value)
  }

  func value(of bytes: [UInt8]) -> TokenID? { value(of: bytes.span) }

  /// The longest string that begins at a position.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - position: Where the string begins.
  ///   - start: The node of what is taken to stand before the text.
  /// - Returns: Where it ends, and its number; nil if none but the empty one begins there.
  func longest(
    in bytes: Span<UInt8>, from position: Int, after start: UInt32 = root
  ) -> (end: Int, value: TokenID)? {
    var node = start
    var longest: (end: Int, value: TokenID)?
    var index = position
    while index < bytes.count, let child = child(of: node, bytes[index]) {
      node = child
      index += 1
      if let value = value(at: node) { longest = (index, value) }
    }
    return longest
  }
}
