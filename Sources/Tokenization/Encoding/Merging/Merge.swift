/// A learned rule: two symbols that stand side by side become one.
package struct Merge: Sendable, Equatable {
  package let left: TokenID
  package let right: TokenID
  package let merged: TokenID

  package init(left: TokenID, right: TokenID, merged: TokenID) {
    self.left = left
    self.right = right
    self.merged = merged
  }

  var pair: SymbolPair { SymbolPair(left, right) }
}
