/// Where each byte of a text comes from in the text that it was made of.
struct Alignment: Equatable, Sendable {
  /// The places where the texts differ, in order; they are equal between them.
  private(set) var edits: [Edit] = []

  init(_ edits: [Edit] = []) {
    self.edits = edits
  }

  /// The bytes of the source that some bytes of the target stand for.
  ///
  /// What was removed beside them is not among them.
  func sourceRange(of target: Range<Int>) -> Range<Int> {
    guard !target.isEmpty else {
      let position = sourcePosition(before: target.lowerBound)
      return position..<position
    }
    let first = edit(holding: target.lowerBound)?.source.lowerBound
    let last = edit(holding: target.upperBound - 1)?.source.upperBound
    let start = first ?? target.lowerBound - shift(before: target.lowerBound)
    return start..<(last ?? target.upperBound - shift(before: target.upperBound - 1))
  }

  private func edit(holding position: Int) -> Edit? {
    let index = editCount(endingBy: position)
    guard index < edits.count, edits[index].target.contains(position) else { return nil }
    return edits[index]
  }

  private func sourcePosition(before position: Int) -> Int {
    let index = editCount(endingBy: position)
    if index < edits.count, edits[index].target.lowerBound < position {
      return edits[index].source.lowerBound
    }
    return position - shift(before: position)
  }

  /// By how much the target is ahead of the source after the edits that end by a position.
  private func shift(before position: Int) -> Int {
    let count = editCount(endingBy: position)
    return count == 0 ? 0 : edits[count - 1].shift
  }

  /// How many edits end at a position of the target or before it.
  private func editCount(endingBy position: Int) -> Int {
    var range = 0..<edits.count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      if edits[middle].target.upperBound <= position {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }
}

extension Edit {
  /// By how much the target is ahead of the source after this edit.
  fileprivate var shift: Int { target.upperBound - source.upperBound }
}

extension Alignment {
  /// The alignment of two steps, of which this is the first.
  ///
  /// Edits of both that touch the same bytes of the text between become one.
  func composed(with next: Alignment) -> Alignment {
    if edits.isEmpty { return next }
    if next.edits.isEmpty { return self }
    var merger = EditMerger(first: edits[...], second: next.edits[...])
    var merged: [Edit] = []
    while let edit = merger.next() { merged.append(edit) }
    return Alignment(merged)
  }
}

/// Joins the edits of two steps where they overlap in the text between.
private struct EditMerger {
  /// The edits of each step that are still to come; the text between is the target of the first
  /// and the source of the second.
  var first: ArraySlice<Edit>
  var second: ArraySlice<Edit>
  private var firstShift = 0
  private var secondShift = 0

  init(first: ArraySlice<Edit>, second: ArraySlice<Edit>) {
    self.first = first
    self.second = second
  }

  mutating func next() -> Edit? {
    guard var between = startOfGroup else { return nil }
    let source = between.lowerBound - firstShift
    let target = between.lowerBound + secondShift
    while true {
      if let edit = first.first, edit.target.overlapsOrIs(between) {
        between = between.joined(edit.target)
        firstShift = edit.shift
        first.removeFirst()
      } else if let edit = second.first, edit.source.overlapsOrIs(between) {
        between = between.joined(edit.source)
        secondShift = edit.shift
        second.removeFirst()
      } else {
        break
      }
    }
    let end = between.upperBound
    return Edit(source: source..<(end - firstShift), target: target..<(end + secondShift))
  }

  /// The place of the edit that comes next, of either step; the first goes first if they tie.
  private var startOfGroup: Range<Int>? {
    guard let firstEdit = first.first else { return second.first?.source }
    guard let secondEdit = second.first else { return firstEdit.target }
    let (first, second) = (firstEdit.target, secondEdit.source)
    if first.lowerBound != second.lowerBound {
      return first.lowerBound < second.lowerBound ? first : second
    }
    // An empty place goes before one that begins there and has bytes.
    return second.isEmpty && !first.isEmpty ? second : first
  }
}

extension Range<Int> {
  /// Whether two places share a byte, or one that is empty lies inside the other, or both are one.
  fileprivate func overlapsOrIs(_ other: Range<Int>) -> Bool {
    self == other || (lowerBound < other.upperBound && other.lowerBound < upperBound)
  }

  fileprivate func joined(_ other: Range<Int>) -> Range<Int> {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
