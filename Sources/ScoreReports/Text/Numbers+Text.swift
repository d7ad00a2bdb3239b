import Foundation

extension Double {
  /// The number with a fixed count of digits after the point.
  func fixed(_ decimalCount: Int) -> String {
    String(format: "%.\(decimalCount)f", self)
  }
}

extension Int {
  /// The number with its thousands apart: `1,234,567`.
  var grouped: String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits[Swift.max(0, end - 3)..<end])
    }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}
