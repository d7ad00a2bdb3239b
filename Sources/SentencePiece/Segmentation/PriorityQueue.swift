/// What a priority queue orders.
protocol Prioritized {
  /// Whether another one comes before this one.
  func isLess(than other: Self) -> Bool
}

/// A binary heap, greatest element first.
///
/// Equal elements come in the order in which the `std::priority_queue` of GNU's C++ library gives
/// them, since the `sentencepiece` package decides between equal scores so.
struct PriorityQueue<Element: Prioritized> {
  private var elements: [Element] = []

  var count: Int { elements.count }

  mutating func push(_ element: Element) {
    elements.append(element)
    raise(element, from: elements.count - 1)
  }

  mutating func popFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    guard !elements.isEmpty else { return first }
    // The hole at the top sinks to a leaf, where the last element rises from.
    var hole = 0
    while 2 * hole + 2 < elements.count {
      let right = 2 * hole + 2
      let child = elements[right].isLess(than: elements[right - 1]) ? right - 1 : right
      elements[hole] = elements[child]
      hole = child
    }
    if 2 * hole + 2 == elements.count {
      elements[hole] = elements[2 * hole + 1]
      hole = 2 * hole + 1
    }
    raise(last, from: hole)
    return first
  }

  private mutating func raise(_ element: Element, from start: Int) {
    var hole = start
    while hole > 0, elements[(hole - 1) / 2].isLess(than: element) {
      elements[hole] = elements[(hole - 1) / 2]
      hole = (hole - 1) / 2
    }
    elements[hole] = element
  }
}
