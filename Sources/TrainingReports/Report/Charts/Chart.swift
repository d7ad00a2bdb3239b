/// Numbers over the updates of a run, as a drawing.
struct Chart: Sendable {
  /// A line of a chart.
  struct Series: Sendable {
    /// Which colour and stroke a line has.
    enum Role: String, Sendable {
      case training
      case validation
    }

    var name: String
    var role: Role
    /// Update and number.
    var points: [(update: Int, value: Double)]
  }

  /// More would not be seen, and make the page slow.
  static let maximumPointCount = 400

  let title: String
  /// What the numbers are.
  let subtitle: String
  let series: [Series]
  let spacing: ChartScale.Spacing
  let includesZero: Bool

  init(
    _ title: String, _ subtitle: String, _ series: [Series],
    spacing: ChartScale.Spacing = .linear, includesZero: Bool = false
  ) {
    self.title = title
    self.subtitle = subtitle
    self.series = series.map { $0.drawable(spacing) }.filter { !$0.points.isEmpty }
    self.spacing = spacing
    self.includesZero = includesZero
  }

  /// Whether there is nothing to draw.
  var isEmpty: Bool { series.isEmpty }
}

extension Chart.Series {
  /// A line of a number of some records.
  init(
    _ name: String, _ role: Role, of records: [MetricsRecord],
    _ value: (MetricsRecord) -> Double?
  ) {
    self.name = name
    self.role = role
    points = records.compactMap { record in
      value(record).map { (update: record.update, value: $0) }
    }
  }

  /// The points that can be drawn; where there are too many, the means of neighbours.
  fileprivate func drawable(_ spacing: ChartScale.Spacing) -> Chart.Series {
    var copy = self
    let finite = points.filter { $0.value.isFinite && (spacing == .linear || $0.value > 0) }
    let size = (finite.count + Chart.maximumPointCount - 1) / Chart.maximumPointCount
    copy.points = stride(from: 0, to: finite.count, by: max(size, 1)).compactMap { first in
      let group = finite[first..<min(first + size, finite.count)]
      let mean = group.reduce(0) { $0 + $1.value } / Double(group.count)
      return group.last.map { (update: $0.update, value: mean) }
    }
    return copy
  }
}
