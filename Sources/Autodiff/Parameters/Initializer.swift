/// The distribution that a parameter's first values are drawn from.
package enum Initializer: Sendable, Equatable {
  case constant(Float)
  /// Uniform within ±√(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010, eq. 16).
  case glorotUniform(fanIn: Int, fanOut: Int)
  /// Normal with mean 0.
  case normal(standardDeviation: Float)

  /// The values of one parameter: a pure function of the seed and the parameter's index.
  package func values(count: Int, seed: UInt64, parameterIndex: Int) -> [Float] {
    var random = CounterRandom(seed: seed, stream: UInt64(parameterIndex))
    switch self {
    case .constant(let value):
      return [Float](repeating: value, count: count)
    case .glorotUniform(let fanIn, let fanOut):
      let bound = (6 / Float(fanIn + fanOut)).squareRoot()
      return (0..<count).map { _ in (random.nextUniform() * 2 - 1) * bound }
    case .normal(let standardDeviation):
      return (0..<count).map { _ in random.nextNormal() * standardDeviation }
    }
  }
}
