/// A text and, for each of its code points, the bytes of the original text that it comes from.
///
/// Every step of a pipeline rewrites such a text with one of a few operations, which keep the
/// origins as the package `tokenizers` does. They may be left out, since keeping them costs time.
struct AlignedScalars: Sendable {
  /// Bytes of the original text; the end may equal the start.
  struct Origin: Equatable, Sendable {
    var start: Int32
    var end: Int32
  }

  /// A code point that a step puts in the place of others, in the terms of the package.
  struct Change {
    let scalar: Unicode.Scalar
    /// 1 if it is inserted; 0 if it replaces the next code point, below 0 if further ones as well.
    var shift: Int
  }

  private(set) var scalars: [Unicode.Scalar] = []
  /// One for each code point, or none at all.
  private(set) var origins: [Origin] = []
  let hasOrigins: Bool

  init(hasOrigins: Bool) {
    self.hasOrigins = hasOrigins
  }

  /// A text that is its own original.
  init(_ text: String, hasOrigins: Bool) {
    precondition(
      text.utf8.count <= Int(Int32.max), "\(text.utf8.count) bytes are too long for one text")
    self.init(hasOrigins: hasOrigins)
    scalars = Array(text.unicodeScalars)
    guard hasOrigins else { return }
    var position: Int32 = 0
    origins = scalars.map { scalar in
      let start = position
      position += Int32(UTF8.width(scalar))
      return Origin(start: start, end: position)
    }
  }

  var count: Int { scalars.count }
  var isEmpty: Bool { scalars.isEmpty }

  // MARK: Parts

  subscript(range: Range<Int>) -> AlignedScalars {
    var part = AlignedScalars(hasOrigins: hasOrigins)
    part.append(self, range)
    return part
  }

  mutating func append(_ other: AlignedScalars, _ range: Range<Int>) {
    scalars += other.scalars[range]
    if hasOrigins { origins += other.origins[range] }
  }

  mutating func append(_ other: AlignedScalars) { append(other, 0..<other.count) }

  /// Adds a code point that comes from where one of another text does.
  mutating func append(_ scalar: Unicode.Scalar, from index: Int, of other: AlignedScalars) {
    scalars.append(scalar)
    if hasOrigins { origins.append(other.origin(at: index)) }
  }

  /// Where a code point comes from; before the first, nothing comes from anywhere.
  private func origin(at index: Int) -> Origin {
    guard index >= 0, let first = origins.first else {
      let start = origins.first?.start ?? 0
      return Origin(start: start, end: start)
    }
    return index < origins.count ? origins[index] : (origins.last ?? first)
  }

  // MARK: Steps

  /// Puts one code point in the place of each.
  mutating func map(_ transform: (Unicode.Scalar) -> Unicode.Scalar) {
    for index in scalars.indices { scalars[index] = transform(scalars[index]) }
  }

  mutating func filter(_ isKept: (Unicode.Scalar) -> Bool) {
    guard let first = scalars.firstIndex(where: { !isKept($0) }) else { return }
    var kept = self[0..<first]
    for index in first..<count where isKept(scalars[index]) {
      kept.append(self, index..<(index + 1))
    }
    self = kept
  }

  /// Puts any number of code points in the place of each; all come from where it does.
  mutating func flatMap(_ transform: (Unicode.Scalar, (Unicode.Scalar) -> Void) -> Void) {
    var result = AlignedScalars(hasOrigins: hasOrigins)
    for index in scalars.indices {
      transform(scalars[index]) { result.append($0, from: index, of: self) }
    }
    self = result
  }

  /// Puts other code points at the start, which come from where the first one does.
  mutating func prepend(_ other: [Unicode.Scalar]) {
    guard !isEmpty else { return }
    scalars.insert(contentsOf: other, at: 0)
    if hasOrigins {
      origins.insert(contentsOf: repeatElement(origin(at: 0), count: other.count), at: 0)
    }
  }

  mutating func strip(leading: Bool, trailing: Bool) {
    let start = leading ? scalars.firstIndex { !$0.isWhiteSpace } ?? count : 0
    let end = trailing ? (scalars.lastIndex { !$0.isWhiteSpace } ?? -1) + 1 : count
    if start > 0 || end < count { self = self[start..<max(start, end)] }
  }

  /// Puts a text in the place of each match; it comes from where the match's last code point does.
  mutating func replace(_ matches: [PatternMatch], with content: [Unicode.Scalar]) {
    guard matches.contains(where: \.isMatch) else { return }
    var result = AlignedScalars(hasOrigins: hasOrigins)
    for match in matches {
      guard match.isMatch else {
        result.append(self, match.range)
        continue
      }
      for scalar in content {
        result.append(scalar, from: match.range.upperBound - 1, of: self)
      }
    }
    self = result
  }

  /// Puts a list of changes in the place of the whole text.
  mutating func transform(_ changes: [Change]) {
    var result = AlignedScalars(hasOrigins: hasOrigins)
    var position = 0
    for change in changes {
      if change.shift > 0 {
        result.append(change.scalar, from: position - 1, of: self)
      } else {
        result.append(change.scalar, from: position, of: self)
        position += 1 - change.shift
      }
    }
    self = result
  }
}
