import HTMLPages

extension Chart {
  /// The chart as a figure of the page.
  ///
  /// - Parameter lastUpdate: Where the axis of updates ends.
  /// - Returns: The drawing, with its points in `data-points` for the page's script.
  func figure(lastUpdate: Int) -> HTML {
    let drawing = ChartDrawing(self, lastUpdate: lastUpdate)
    let caption = HTML.element(
      "figcaption", .element("b", .text(title)), .element("span", .text(subtitle)), legend)
    return .element(
      "figure", class: "chart", caption, drawing.svg, .element("div", class: "tip"))
  }

  private var legend: HTML {
    guard series.count > 1 else { return "" }
    return .element(
      "span", [("class", "legend")],
      series.map { .element("i", class: $0.role.rawValue, .text($0.name)) })
  }
}

/// Where the parts of a chart lie in its drawing.
private struct ChartDrawing {
  private static let size = (width: 480.0, height: 240.0)
  private static let margins = (left: 46.0, right: 12.0, top: 8.0, bottom: 24.0)

  private let chart: Chart
  private let horizontal: ChartScale
  private let vertical: ChartScale

  init(_ chart: Chart, lastUpdate: Int) {
    self.chart = chart
    horizontal = ChartScale(from: 0, to: Double(lastUpdate))
    vertical = ChartScale(
      chart.series.flatMap { $0.points.map(\.value) }, spacing: chart.spacing,
      includesZero: chart.includesZero)
  }

  var svg: HTML {
    let (width, height) = Self.size
    return .element(
      "svg",
      [
        ("viewBox", "0 0 \(Int(width)) \(Int(height))"), ("role", "img"),
        ("aria-label", "\(chart.title) over updates"),
      ], grid + chart.series.flatMap(line) + [.element("line", class: "cursor")])
  }

  private func x(_ update: Double) -> Double {
    let (left, right) = (Self.margins.left, Self.size.width - Self.margins.right)
    return left + horizontal.position(update) * (right - left)
  }

  private func y(_ value: Double) -> Double {
    let (top, bottom) = (Self.margins.top, Self.size.height - Self.margins.bottom)
    return bottom - vertical.position(value) * (bottom - top)
  }

  private var grid: [HTML] {
    let rows = vertical.ticks.flatMap { tick in
      [
        segment((Self.margins.left, y(tick)), (Self.size.width - Self.margins.right, y(tick))),
        label(tick.axisLabel, at: (Self.margins.left - 6, y(tick) + 4), anchor: "end"),
      ]
    }
    let columns = horizontal.ticks.map { tick in
      label(
        tick.axisLabel, at: (x(tick), Self.size.height - 6),
        anchor: tick == horizontal.bounds.lowerBound ? "start" : "middle")
    }
    return rows + columns
  }

  private func segment(_ start: (Double, Double), _ end: (Double, Double)) -> HTML {
    .element(
      "line",
      [
        ("class", "grid"), ("x1", start.0.fixed(1)), ("y1", start.1.fixed(1)),
        ("x2", end.0.fixed(1)), ("y2", end.1.fixed(1)),
      ])
  }

  private func label(_ text: String, at place: (Double, Double), anchor: String) -> HTML {
    .element(
      "text",
      [("x", place.0.fixed(1)), ("y", place.1.fixed(1)), ("text-anchor", anchor)], [.text(text)])
  }

  /// The line of a series, its points where they are few, and the dot that follows the pointer.
  private func line(_ series: Chart.Series) -> [HTML] {
    let places = series.points.map { (x(Double($0.update)).fixed(1), y($0.value).fixed(1)) }
    let path = places.map { "\($0.0),\($0.1)" }.joined(separator: " ")
    let data = zip(series.points, places).map { point, place in
      "\(place.0),\(place.1),\(point.update),\(point.value.label)"
    }
    let polyline = HTML.element(
      "polyline",
      [
        ("class", series.role.rawValue), ("points", path), ("data-name", series.name),
        ("data-points", data.joined(separator: " ")),
      ])
    let dots = places.count > 40 ? [] : places.map { dot($0, series.role) }
    let follower = [("class", "follower " + series.role.rawValue), ("r", "4.5")]
    return [polyline] + dots + [.element("circle", follower)]
  }

  private func dot(_ place: (String, String), _ role: Chart.Series.Role) -> HTML {
    .element(
      "circle",
      [("class", "dot " + role.rawValue), ("cx", place.0), ("cy", place.1), ("r", "2.5")])
  }
}

extension Double {
  /// The number as a reader who points at it wants it.
  fileprivate var label: String {
    switch magnitude {
    case 0: "0"
    case ..<0.01: scientific(3)
    case ..<100: fixed(3)
    default: fixed(0)
    }
  }
}
