extension Int {
  /// The number with a comma before each group of three digits: `29,000`.
  package var grouped: String {
    let digits = Array(String(magnitude))
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

/// A number with its noun, `1 pair` or `29,000 pairs`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count.grouped) \(noun)" + (count == 1 ? "" : "s")
}
