/// Finds the protected symbols of a vocabulary in text.
struct SymbolMatcher: Sendable {
  private let symbols: [[UInt8]]
  /// Whether a symbol begins with each byte; empty if there is no symbol.
  private let firstBytes: [Bool]

  /// Makes a matcher of symbols, of which the first that fits is taken.
  init(_ symbols: [String]) {
    precondition(
      symbols.allSatisfy { !$0.isEmpty && !$0.unicodeScalars.contains("▁") },
      "a protected symbol is not empty and holds no ▁, which spells the space")
    let symbols = symbols.map { Array($0.utf8) }
    self.symbols = symbols
    let heads = Set(symbols.compactMap(\.first))
    firstBytes = symbols.isEmpty ? [] : (UInt8.min...UInt8.max).map(heads.contains)
  }

  /// The end of the symbol that stands at a position, or nil if none does.
  @inline(__always)
  func matchEnd(at position: Int, in utf8: Span<UInt8>) -> Int? {
    guard !firstBytes.isEmpty, firstBytes[Int(utf8[position])] else { return nil }
    return longestMatchEnd(at: position, in: utf8)
  }

  private func longestMatchEnd(at position: Int, in utf8: Span<UInt8>) -> Int? {
    for symbol in symbols where symbol.count <= utf8.count - position {
      if symbol.indices.allSatisfy({ symbol[$0] == utf8[position + $0] }) {
        return position + symbol.count
      }
    }
    return nil
  }
}
