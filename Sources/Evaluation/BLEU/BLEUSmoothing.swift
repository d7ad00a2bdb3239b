/// What an order without a match counts as (Chen and Cherry, WMT 2014).
public enum BLEUSmoothing: Sendable, Equatable {
  /// As half a match, the next such order as a quarter, and so on: the method of NIST's mteval.
  case exponential
  /// As the given number of matches.
  case floor(Double = 0.1)
  /// The given number is added to the matches and totals of each order from 2 on.
  case addK(Double = 1)
  /// As nothing: the score is 0.
  case none
}

extension BLEUSmoothing {
  /// SacreBLEU's name of the method, with its number in brackets if it has one.
  var notation: String {
    switch self {
    case .exponential: "exp"
    case .floor(let value): "floor[\(fixedPoint(value, decimalCount: 2))]"
    case .addK(let value): "add-k[\(fixedPoint(value, decimalCount: 2))]"
    case .none: "none"
    }
  }

  /// What the matches and totals of the orders from 2 on are raised by.
  var addend: Double {
    if case .addK(let value) = self { value } else { 0 }
  }

  /// What an order without a match is given.
  ///
  /// - Parameter exponential: The number of matches by the method of NIST's mteval.
  /// - Returns: A hundred times the number of matches.
  func percentCredit(exponential: Double) -> Double {
    switch self {
    case .exponential: 100 * exponential
    case .floor(let value): 100 * value
    case .addK, .none: 0
    }
  }
}
