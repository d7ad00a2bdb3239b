/// One way in which a word is written, and how often it is.
struct Casing: Comparable, Sendable {
  let utf8: [UInt8]
  let weight: CaseWeight

  static func < (one: Casing, other: Casing) -> Bool {
    one.weight == other.weight
      ? one.utf8.lexicographicallyPrecedes(other.utf8) : one.weight < other.weight
  }
}

/// A count with one decimal: Moses lets some words count as a tenth.
struct CaseWeight: Comparable, Sendable {
  private(set) var tenths: Int

  init(tenths: Int = 0) {
    self.tenths = tenths
  }

  init(count: Int) {
    tenths = count * 10
  }

  /// Reads "12" or "0.3"; nil for anything else, and for more than 15 digits.
  init?(_ text: Substring) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let isDecimal = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 48...57 ~= $0 } }
    guard isDecimal, let whole = parts.first, whole.utf8.count <= 15, let count = Int(whole)
    else { return nil }
    guard parts.count == 2 else {
      self.init(count: count)
      return
    }
    guard parts[1].utf8.count == 1, let tenths = Int(parts[1]) else { return nil }
    self.init(tenths: count * 10 + tenths)
  }

  static func += (sum: inout CaseWeight, weight: CaseWeight) {
    let (tenths, overflows) = sum.tenths.addingReportingOverflow(weight.tenths)
    sum.tenths = overflows ? .max : tenths
  }

  static func < (one: CaseWeight, other: CaseWeight) -> Bool {
    one.tenths < other.tenths
  }
}

extension CaseWeight: CustomStringConvertible {
  var description: String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
