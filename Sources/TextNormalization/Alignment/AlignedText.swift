/// A normalised text that knows where each part of it comes from.
public struct AlignedText: Sendable {
  /// The text before normalisation.
  public let original: String
  /// The normalised text.
  public let text: String
  let alignment: Alignment

  /// The places where the texts differ, in order, as UTF-8 offsets; between them they are equal.
  package var changes: [(original: Range<Int>, text: Range<Int>)] {
    alignment.edits.map { (original: $0.source, text: $0.target) }
  }

  /// The bytes of the original that some bytes of the normalised text stand for.
  ///
  /// They are as few as the steps allow to tell: a letter and its accent that were composed are one
  /// place. What was removed beside the bytes is not among them.
  ///
  /// - Parameter range: UTF-8 offsets in the normalised text.
  /// - Returns: UTF-8 offsets in the original.
  package func originalBytes(of range: Range<Int>) -> Range<Int> {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= text.utf8.count,
      "bytes \(range) are not in a text of \(text.utf8.count)")
    return alignment.sourceRange(of: range)
  }

  /// The Characters of the original that a part of the normalised text stands for.
  ///
  /// - Parameter range: A part of `text`.
  /// - Returns: The part of `original`, widened to whole Characters.
  public func originalRange(of range: Range<String.Index>) -> Range<String.Index> {
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let end = text.utf8.distance(from: text.startIndex, to: range.upperBound)
    let bytes = originalBytes(of: start..<end)
    let lower = original.utf8.index(original.startIndex, offsetBy: bytes.lowerBound)
    let upper = original.utf8.index(original.startIndex, offsetBy: bytes.upperBound)
    let wideLower = original.characterBoundary(atOrBefore: lower)
    guard lower < upper else { return wideLower..<wideLower }
    return wideLower..<original.characterBoundary(atOrAfter: upper)
  }
}

extension String {
  fileprivate func characterBoundary(atOrBefore index: Index) -> Index {
    var index = index
    while index > startIndex && Index(index, within: self) == nil {
      index = unicodeScalars.index(before: index)
    }
    return index
  }

  fileprivate func characterBoundary(atOrAfter index: Index) -> Index {
    var index = index
    while index < endIndex && Index(index, within: self) == nil {
      index = unicodeScalars.index(after: index)
    }
    return index
  }
}

extension Normalizer {
  /// The normalised text, with the place in the original that each part of it comes from.
  ///
  /// - Complexity: O(*n*) in the length of the text for each step.
  public func aligned(_ text: String) -> AlignedText {
    var bytes = Array(text.utf8)
    var alignment = Alignment()
    for step in steps {
      var output = EditedText(recordsEdits: true)
      step.edit(bytes.span, into: &output)
      alignment = alignment.composed(with: Alignment(output.edits))
      bytes = output.bytes
    }
    return AlignedText(
      original: text, text: String(decoding: bytes, as: UTF8.self), alignment: alignment)
  }
}
