/// A binary heap whose first element precedes all others.
///
/// The order comes with each call, because it may depend on what the caller has learned since.
@usableFromInline
package struct Heap<Element> {
  @usableFromInline var elements: [Element] = []

  @inlinable
  package init() {}

  @inlinable
  package mutating func push(_ element: Element, by precedes: (Element, Element) -> Bool) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(elements[child], elements[parent]) else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  @inlinable
  package mutating func popFirst(by precedes: (Element, Element) -> Bool) -> Element? {
    guard let last = elements.popLast() else { return nil }
    guard let first = elements.first else { return last }
    elements[0] = last
    siftDown(by: precedes)
    return first
  }

  @inlinable
  mutating func siftDown(by precedes: (Element, Element) -> Bool) {
    var parent = 0
    while 2 * parent + 1 < elements.count {
      var child = 2 * parent + 1
      if child + 1 < elements.count, precedes(elements[child + 1], elements[child]) { child += 1 }
      guard precedes(elements[child], elements[parent]) else { return }
      elements.swapAt(child, parent)
      parent = child
    }
  }
}

extension Heap: Sendable where Element: Sendable {}
