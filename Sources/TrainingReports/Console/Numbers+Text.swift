import Foundation

extension Double {
  /// The number with a fixed count of digits after the point.
  func fixed(_ decimalCount: Int) -> String { String(format: "%.\(decimalCount)f", self) }

  /// The number with a digit before the point and an exponent: `1.25e-04`.
  func scientific(_ decimalCount: Int) -> String { String(format: "%.\(decimalCount)e", self) }

  /// The number with three or four digits: `0.0123`, `12.3`, `1.2k`, `45k`.
  var short: String {
    switch magnitude {
    case 0: "0"
    case ..<0.001: scientific(1)
    case ..<0.1: fixed(4)
    case ..<10: fixed(2)
    case ..<100: fixed(1)
    case ..<1000: fixed(0)
    case ..<10_000: (self / 1000).fixed(1) + "k"
    case ..<1e6: (self / 1000).fixed(0) + "k"
    case ..<1e7: (self / 1e6).fixed(1) + "M"
    case ..<1e9: (self / 1e6).fixed(0) + "M"
    case .infinity: self < 0 ? "-∞" : "∞"
    default: isNaN ? "not a number" : scientific(1)
    }
  }

  /// The number as a mark of an axis: `0.5`, `20`, `2.5k`, `5e-4`.
  var axisLabel: String {
    switch magnitude {
    case 0: "0"
    case ..<0.001: String(format: "%.4g", self).replacing("e-0", with: "e-")
    case ..<1000: String(format: "%.4g", self)
    case ..<1e6: String(format: "%.4gk", self / 1000)
    default: String(format: "%.4gM", self / 1e6)
    }
  }
}
