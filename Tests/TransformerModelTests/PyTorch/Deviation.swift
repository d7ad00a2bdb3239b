/// The largest difference between two lists of numbers.
struct Deviation: CustomStringConvertible {
  /// PyTorch's own f32 strays from its f64 by 1.2e-6 in a logit and 2.8e-7 of the norm in a
  /// gradient (`float32Deviation` in the fixture); other orders of summation get ten times as much.
  static let tolerance = 1e-5

  private let index: Int
  private let expected: Double
  private let actual: Double
  /// The difference in units of the scale.
  let relative: Double

  /// Compares `actual` with `expected`.
  ///
  /// - Parameters:
  ///   - actual: What Apus computed.
  ///   - expected: What the reference computed.
  ///   - scale: What differences are relative to: for gradients the norm of the whole tensor, since
  ///     an element's rounding errors come from terms as large as those of any other; for nil the
  ///     largest number expected.
  init(of actual: [Float], from expected: [Double], scale: Double? = nil) {
    let differences = zip(actual, expected).map { abs(Double($0) - $1) }
    let worst = differences.indices.max { differences[$0] < differences[$1] }
    guard let worst, actual.count == expected.count else {
      (index, self.expected, self.actual, relative) = (0, .nan, .nan, .infinity)
      return
    }
    index = worst
    self.expected = expected[worst]
    self.actual = Double(actual[worst])
    let scale = scale ?? expected.map(abs).max() ?? 0
    relative = differences.contains { !$0.isFinite } ? .infinity : differences[worst] / scale
  }

  var isWithinTolerance: Bool { relative <= Deviation.tolerance }

  var description: String {
    "index \(index): expected \(expected), actual \(actual), relative difference \(relative)"
  }
}
