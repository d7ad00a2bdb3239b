/// Splits a line into words in one pass.
///
/// sacreBLEU describes its tokenizers by regular expressions that put spaces around characters, one
/// after the other. Each amounts to a class for every character and these rules:
///
/// - A symbol is a word of its own.
/// - A stop is a word of its own after anything but a digit, or before anything but a digit. The
///   expression for "after" consumes the stop, so that it is not what the next stop stands after.
/// - A dash is a word of its own after a digit.
struct WordSplitter: Sendable {
  private let classes: CharacterClasses
  /// What stands before a line's first and after its last character.
  private let edge: CharacterClass

  /// A splitter.
  ///
  /// - Parameters:
  ///   - classes: The classes of the characters.
  ///   - isPadded: Whether a line is padded with spaces, so that a stop at either end is split off.
  init(_ classes: CharacterClasses, isPadded: Bool) {
    self.classes = classes
    edge = isPadded ? .whitespace : .edge
  }

  /// Finds the words.
  ///
  /// - Parameters:
  ///   - line: The extent of the line.
  ///   - bytes: UTF-8, well formed.
  ///   - words: The words before, to which those of the line are appended in order, none empty.
  /// - Returns: Whether the line has a sign that may begin an escape: `&`, `<` or a line end that is
  ///   no letter.
  func appendWords(of line: Range<Int>, in bytes: [UInt8], to words: inout [Word]) -> Bool {
    // Offsets count from the line's start here, so that its end is the only bound to check.
    let (bytes, base) = (bytes.span.extracting(line), line.lowerBound)
    let byBytes = classes.byBytes.span
    var context = Context(previous: edge)
    var (wordStart, key) = (0, 0 as UInt64)
    var (offset, lettersStart) = (0, 0)
    var hasEscapeSign = false
    while offset < bytes.count {
      let byte = bytes[offset]
      if byBytes[Int(byte)] == .letter {
        key = key << 8 | UInt64(byte)
        offset += 1
        continue
      }
      if byte == UInt8(ascii: " "), byBytes[Int(byte)] == .whitespace {
        if wordStart < offset {
          words.append(Word(start: base + wordStart, end: base + offset, key: key))
        }
        context = Context(previous: .whitespace)
        offset += 1
        (wordStart, lettersStart, key) = (offset, offset, 0)
        continue
      }
      if offset > lettersStart { context = Context(previous: .letter) }
      hasEscapeSign = hasEscapeSign || byte == 0x26 || byte == 0x3C || byte == 0x0A
      let (characterClass, end) = classes.character(at: offset, in: bytes)
      let standsAlone = context.standsAlone(characterClass) { isStopHeld(by: end, bytes) }
      if standsAlone || characterClass == .whitespace {
        if wordStart < offset {
          words.append(Word(start: base + wordStart, end: base + offset, key: key))
        }
        key = 0
        if standsAlone {
          for index in offset..<end { key = key << 8 | UInt64(bytes[index]) }
          words.append(Word(start: base + offset, end: base + end, key: key))
        }
        (wordStart, key) = (end, 0)
      } else {
        for index in offset..<end { key = key << 8 | UInt64(bytes[index]) }
      }
      (offset, lettersStart) = (end, end)
    }
    if wordStart < offset {
      words.append(Word(start: base + wordStart, end: base + offset, key: key))
    }
    return hasEscapeSign
  }

  /// Whether what follows a stop keeps it where it is.
  private func isStopHeld(by offset: Int, _ bytes: Span<UInt8>) -> Bool {
    guard offset < bytes.count else { return edge.holdsStop }
    return classes.character(at: offset, in: bytes).characterClass.holdsStop
  }
}

/// What the rules need to know of the characters before the current one.
private struct Context {
  var previous: CharacterClass
  /// Whether the previous character is a stop that the expression for "after" consumed.
  var followsConsumedStop = false

  /// Whether a character is a word of its own; moves on to the next character.
  @inline(__always)
  mutating func standsAlone(_ current: CharacterClass, isHeld: () -> Bool) -> Bool {
    let isConsumed = current == .stop && !previous.holdsStop && !followsConsumedStop
    let isAfterDigit = previous == .digit
    previous = current
    followsConsumedStop = isConsumed
    return switch current {
    case .symbol: true
    case .stop: isConsumed || !isHeld()
    case .dash: isAfterDigit
    case .letter, .digit, .whitespace, .edge: false
    }
  }
}
