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
  private let tokenizer: BLEUTokenizer
  private let edge: CharacterClass
  /// The classes of the ASCII characters.
  private let asciiClasses: [CharacterClass]

  init(_ tokenizer: BLEUTokenizer) {
    self.tokenizer = tokenizer
    edge = tokenizer.edge
    asciiClasses = (0..<0x80).map { tokenizer.characterClass(of: Unicode.Scalar($0 as UInt8)) }
  }

  /// The extents of the words.
  ///
  /// - Parameter line: UTF-8, well formed.
  /// - Returns: Ranges of bytes in ascending order, none empty.
  func words(in line: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    words.reserveCapacity(line.count / 4 + 1)
    var wordStart = 0
    var context = Context(previous: edge)
    var current = character(at: 0, in: line)
    var start = 0
    while start < line.count {
      let next = character(at: current.end, in: line)
      let standsAlone = context.standsAlone(current.characterClass, before: next.characterClass)
      if standsAlone || current.characterClass == .whitespace {
        if wordStart < start { words.append(wordStart..<start) }
        if standsAlone { words.append(start..<current.end) }
        wordStart = current.end
      }
      start = current.end
      current = next
    }
    if wordStart < line.count { words.append(wordStart..<line.count) }
    return words
  }

  /// The class of the character that begins at an offset, and where it ends.
  private func character(
    at offset: Int, in line: [UInt8]
  ) -> (characterClass: CharacterClass, end: Int) {
    guard offset < line.count else { return (edge, offset) }
    let lead = line[offset]
    if lead < 0x80 { return (asciiClasses[Int(lead)], offset + 1) }
    let width = (~lead).leadingZeroBitCount
    let value = line[(offset + 1)..<(offset + width)].reduce(UInt32(lead) & (0x7F >> width)) {
      $0 << 6 | UInt32($1 & 0x3F)
    }
    return (Unicode.Scalar(value).map(tokenizer.characterClass) ?? .letter, offset + width)
  }
}

/// What the rules need to know of the characters before the current one.
private struct Context {
  var previous: CharacterClass
  /// Whether the previous character is a stop that the expression for "after" consumed.
  var followsConsumedStop = false

  /// Whether a character is a word of its own; moves on to the next character.
  mutating func standsAlone(_ current: CharacterClass, before next: CharacterClass) -> Bool {
    let isConsumed = current == .stop && !previous.holdsStop && !followsConsumedStop
    let isAfterDigit = previous == .digit
    previous = current
    followsConsumedStop = isConsumed
    return switch current {
    case .symbol: true
    case .stop: isConsumed || !next.holdsStop
    case .dash: isAfterDigit
    case .letter, .digit, .whitespace, .edge: false
    }
  }
}

extension CharacterClass {
  /// Whether a stop beside this stays where it is.
  fileprivate var holdsStop: Bool { self == .digit || self == .edge }
}
