/// A series of words of the hypothesis that moves to another place.
struct Shift {
  /// By how much the edit distance becomes less.
  var gain: Int
  var length: Int
  var start: Int
  /// The word before which the series is put, as words stand before the shift.
  var place: Int

  /// No shift: worse than all others.
  static let none = Shift(gain: .min, length: 0, start: 0, place: 0)

  /// Whether Tercom ranks this higher: by gain, then the longest, then what comes first.
  func isBetter(than other: Shift) -> Bool {
    if gain != other.gain { return gain > other.gain }
    if length != other.length { return length > other.length }
    if start != other.start { return start < other.start }
    return place < other.place
  }

  /// Moves the words.
  ///
  /// - Parameters:
  ///   - words: The words.
  ///   - result: Set to the words in their new order.
  /// - Returns: The places outside of which nothing has changed.
  func apply(to words: [UInt32], into result: inout [UInt32]) -> Range<Int> {
    result.removeAll(keepingCapacity: true)
    result.append(contentsOf: words)
    let end = start + length
    if place < start {
      copy(words, start..<end, to: place, in: &result)
      copy(words, place..<start, to: place + length, in: &result)
      return place..<end
    }
    // A place within the series counts from its end on.
    let followingEnd = place > end ? place : min(place + length, words.count)
    copy(words, end..<max(end, followingEnd), to: start, in: &result)
    copy(words, start..<end, to: start + max(0, followingEnd - end), in: &result)
    return start..<max(end, followingEnd)
  }

  private func copy(
    _ words: [UInt32], _ range: Range<Int>, to place: Int, in result: inout [UInt32]
  ) {
    for index in range { result[place + index - range.lowerBound] = words[index] }
  }
}
