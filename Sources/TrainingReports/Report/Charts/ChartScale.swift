import Foundation

/// Where a number lies on an axis.
struct ChartScale: Sendable {
  /// How numbers are spaced.
  enum Spacing: Sendable {
    case linear
    /// Equal factors are equally far apart; for numbers above 0.
    case logarithmic
  }

  let spacing: Spacing
  /// The numbers at the axis's ends.
  let bounds: ClosedRange<Double>
  /// Numbers to mark.
  let ticks: [Double]

  /// A scale for some numbers, which ends at marks.
  ///
  /// - Parameters:
  ///   - values: Finite numbers, at least one; above 0 where the spacing is logarithmic.
  ///   - spacing: How numbers are spaced.
  ///   - includesZero: Whether a linear scale begins at 0.
  init(_ values: [Double], spacing: Spacing = .linear, includesZero: Bool = false) {
    self.spacing = spacing
    let low = includesZero ? min(values.min() ?? 0, 0) : values.min() ?? 0
    let high = values.max() ?? 1
    switch spacing {
    case .linear:
      let step = Self.step(for: high - low > 0 ? high - low : max(abs(high), 1e-9))
      let first = (low / step).rounded(.down)
      let last = max((high / step).rounded(.up), first + 1)
      bounds = first * step...last * step
      ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    case .logarithmic:
      let candidates = Self.logarithmicTicks(low, high)
      bounds = candidates.bounds
      ticks = candidates.ticks
    }
  }

  /// A scale from the first number to the last, with marks in between.
  init(from low: Double, to high: Double) {
    spacing = .linear
    let end = max(high, low + 1)
    let step = max(Self.step(for: end - low), 1)
    bounds = low...end
    ticks = stride(from: (low / step).rounded(.up) * step, through: end, by: step).map { $0 }
  }

  /// How far along the axis a number lies: 0 at its start, 1 at its end.
  func position(_ value: Double) -> Double {
    let (low, high) = (transformed(bounds.lowerBound), transformed(bounds.upperBound))
    return (transformed(value) - low) / (high - low)
  }

  private func transformed(_ value: Double) -> Double {
    spacing == .logarithmic ? log10(max(value, .leastNormalMagnitude)) : value
  }

  /// The step of 1, 2 or 5 times a power of ten that makes about five of a range.
  private static func step(for range: Double) -> Double {
    let raw = range / 5
    let power = pow(10, log10(raw).rounded(.down))
    let factor = [1.0, 2, 5].first { $0 * power >= raw * 0.999 } ?? 10
    return factor * power
  }

  /// Marks at 1, 2 and 5 times powers of ten, or at powers alone where there are many.
  private static func logarithmicTicks(
    _ low: Double, _ high: Double
  ) -> (ticks: [Double], bounds: ClosedRange<Double>) {
    let powers = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.down)) + 1
    let isWide = powers.count > 4
    let all = powers.flatMap { power in
      (isWide ? [1.0] : [1, 2, 5]).map { $0 * pow(10, Double(power)) }
    }
    let first = all.last { $0 <= low } ?? low
    let last = all.first { $0 >= high && $0 > first } ?? high * 2
    return (all.filter { $0 >= first && $0 <= last }, first...last)
  }
}
