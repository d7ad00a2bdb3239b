/// A length of time as people say it, with no more digits than are known.
package struct ApproximateTime: Sendable, Equatable, CustomStringConvertible {
  package var seconds: Double

  package init(_ seconds: Double) { self.seconds = seconds }

  /// `less than a minute`, `about 1 h 50 min`, `about 3 d 4 h`.
  package var description: String {
    guard seconds.isFinite else { return "unknown" }
    return seconds < 45 ? "less than a minute" : "about " + parts("min", "h", "d")
  }

  /// The same without "about", for a place where it is understood.
  var bare: String {
    seconds < 45 ? "\(Int(Swift.max(seconds, 0).rounded())) s" : parts("min", "h", "d")
  }

  /// `<1m`, `1h50m`, `3d4h`.
  package var short: String {
    guard seconds.isFinite else { return "?" }
    return seconds < 45 ? "<1m" : parts("m", "h", "d").filter { $0 != " " }
  }

  private func parts(_ minuteName: String, _ hourName: String, _ dayName: String) -> String {
    let minutes = Int((Swift.min(seconds, 1e12) / 60).rounded())
    let rounded = Self.rounded(minutes)
    let (days, hours) = (rounded / 1440, rounded / 60 % 24)
    if days > 1 { return words([(days, dayName), (hours, hourName)]) }
    return words([(rounded / 60, hourName), (rounded % 60, minuteName)])
  }

  /// Single minutes below ten, fives below two hours, tens below six, then quarters, hours.
  private static func rounded(_ minutes: Int) -> Int {
    let step =
      switch minutes {
      case ..<10: 1
      case ..<120: 5
      case ..<360: 10
      case ..<720: 30
      default: 60
      }
    return Swift.max((minutes + step / 2) / step * step, 1)
  }

  private func words(_ parts: [(count: Int, name: String)]) -> String {
    parts.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }.joined(separator: " ")
  }
}
