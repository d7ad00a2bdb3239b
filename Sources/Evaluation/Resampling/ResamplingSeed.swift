/// What the random numbers of a significance test come from.
public enum ResamplingSeed: Sendable, Equatable {
  /// NumPy's generator with this seed: the same numbers each time.
  case fixed(UInt64)
  /// The system: other numbers each time.
  case entropy

  /// SacreBLEU's seed where none is asked for.
  public static let standard = ResamplingSeed.fixed(12345)

  /// The seed that a value of sacreBLEU's environment variable `SACREBLEU_SEED` asks for.
  ///
  /// Fails for a text that is neither a number from 0 on nor `none` in upper or lower case. One
  /// departure: sacreBLEU draws from the system in paired tests with the seed 0.
  ///
  /// - Parameter text: The value, nil where the variable is not set.
  public init?(environmentValue text: String?) {
    guard let text else {
      self = .standard
      return
    }
    if text.lowercased() == "none" {
      self = .entropy
    } else if let seed = UInt64(text) {
      self = .fixed(seed)
    } else {
      return nil
    }
  }

  /// A seed for a generator.
  var number: UInt64 {
    switch self {
    case .fixed(let seed): seed
    case .entropy: UInt64.random(in: .min ... .max)
    }
  }
}

extension ResamplingSeed: CustomStringConvertible {
  /// The seed as it stands in signatures.
  public var description: String {
    switch self {
    case .fixed(let seed): "\(seed)"
    case .entropy: "none"
    }
  }
}
