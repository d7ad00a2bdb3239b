/// How many values lie in each of ten equal parts from 0 to 100; what lies above is in the last.
struct Histogram: Equatable {
  private(set) var counts = Array(repeating: 0, count: 10)

  init(_ values: [Double]) {
    for value in values where !value.isNaN {
      counts[Int(min(max(value, 0) / 10, 9))] += 1
    }
  }
}
