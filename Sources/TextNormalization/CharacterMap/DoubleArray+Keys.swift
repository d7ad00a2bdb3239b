extension DoubleArray {
  /// Makes the set of strings that are sorted.
  ///
  /// - Parameter keys: Each string once, none empty or with a NUL, with its number.
  package init(sortedKeys keys: [(key: [UInt8], value: Int32)]) {
    var automaton = KeyAutomaton()
    for (key, value) in keys {
      automaton.append(key, value: value)
    }
    automaton.finish()
    self = keys.isEmpty ? DoubleArray(units: []) : DoubleArrayBuilder.doubleArray(of: automaton)
  }

  /// The longest string that stands at a place of a text.
  ///
  /// - Parameters:
  ///   - utf8: The text.
  ///   - position: Where the string begins.
  /// - Returns: Where it ends, and its number; nil if none of the set stands there.
  package func longestMatch(
    in utf8: Span<UInt8>, at position: Int
  ) -> (end: Int, value: Int32)? {
    var node = Self.root
    var longest: (end: Int, value: Int32)?
    var end = position
    while end < utf8.count, let child = child(utf8[end], of: node) {
      node = child
      end += 1
      if let value = value(at: node) { longest = (end, value) }
    }
    return longest
  }
}
