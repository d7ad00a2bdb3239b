/// A place where two texts differ: bytes of the one, and what stands for them in the other.
struct Edit: Equatable, Sendable {
  var source: Range<Int>
  var target: Range<Int>
}

/// The text that a step writes while it reads another, with a record of what it changed.
///
/// A step goes through its text from start to end, and keeps or replaces each part.
struct EditedText {
  /// What is written so far, in UTF-8.
  private(set) var bytes: [UInt8] = []
  /// The places that were replaced, in order, if they are wanted.
  private(set) var edits: [Edit] = []
  /// Whether the places are wanted; without them, text is rewritten faster.
  let recordsEdits: Bool

  init(recordsEdits: Bool) {
    self.recordsEdits = recordsEdits
  }

  /// Forgets the text but not the memory that it had.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    edits.removeAll(keepingCapacity: true)
  }

  /// Copies a part of the text that is read.
  mutating func keep(_ range: Range<Int>, of text: Span<UInt8>) {
    bytes.append(text, range)
  }

  /// Writes something in the place of a part of the text that is read.
  mutating func replace(_ range: Range<Int>, with replacement: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: replacement)
    if recordsEdits { edits.append(Edit(source: range, target: start..<bytes.count)) }
  }

  /// Writes what a C function does in the place of a part of the text that is read.
  mutating func replace(
    _ range: Range<Int>, guess: Int, failure: String,
    writtenBy write: (_ target: UnsafeMutablePointer<UInt8>?, _ capacity: Int64) -> Int64
  ) {
    let start = bytes.count
    bytes.append(guess: guess, failure: failure, writtenBy: write)
    if recordsEdits { edits.append(Edit(source: range, target: start..<bytes.count)) }
  }

  /// Reads a text character by character.
  ///
  /// - Parameters:
  ///   - text: The text that is read.
  ///   - replacement: What stands for a character, or nil if it is kept.
  mutating func rewrite(_ text: Span<UInt8>, _ replacement: (UInt32) -> [UInt8]?) {
    var keptStart = 0
    var position = 0
    while position < text.count {
      let (scalar, byteCount) = text.scalar(at: position)
      let end = position + byteCount
      if let replacement = replacement(scalar) {
        keep(keptStart..<position, of: text)
        replace(position..<end, with: replacement)
        keptStart = end
      }
      position = end
    }
    keep(keptStart..<text.count, of: text)
  }
}
