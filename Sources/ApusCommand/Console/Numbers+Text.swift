import Foundation

extension Double {
  /// The number with a fixed count of digits after the point.
  func fixed(_ decimalCount: Int) -> String {
    String(format: "%.\(decimalCount)f", self)
  }

  /// The number with one digit before the point and an exponent: `1.2e-04`.
  var scientific: String { String(format: "%.1e", self) }

  /// Seconds as hours, minutes and seconds: `0:12:30`.
  var clockTime: String {
    let seconds = Int(Swift.min(self, 1e9).rounded())
    return String(format: "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
  }
}

extension Duration {
  /// The length of time in seconds.
  var seconds: Double { self / .seconds(1) }
}
