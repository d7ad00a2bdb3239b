/// Splits a line into words in one pass.
///
/// sacreBLEU describes its tokenizers by regular expressions that put spaces around characters, one
/// after the other. Each amounts to a class for every character and these rules:
///
/// - A symbol is a word of its own.
/// - A stop is a word of its own after anything but a digit, or before anything but a digit. The
///   expression for "after" consumes the stop, so that it is not what the next stop stands after.
/// - A dash is a word of its own after a digit.
///
/// An object, so that it is passed on without counting references to each of its tables.
final class WordSplitter: Sendable {
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
    // Offsets count from the buffer's start; the bytes end where the line does.
    let bytes = bytes.span.extracting(..<line.upperBound)
    var pass = Pass(start: line.lowerBound, context: Context(previous: edge))
    words.append(addingCapacity: line.count) { words in
      for start in stride(from: line.lowerBound, to: line.upperBound, by: 64) {
        let chunk = bytes.extracting(start..<min(start + 64, line.upperBound))
        var breaks = classes.breaks(in: chunk)
        while breaks != 0 {
          let offset = start + breaks.trailingZeroBitCount
          breaks &= breaks - 1
          if bytes[offset] == UInt8(ascii: " "), classes.hasSpaces {
            if pass.wordStart < offset {
              words.append(Word(pass.wordStart..<offset, in: bytes))
            }
            pass.moveOn(to: offset + 1, after: .whitespace)
          } else {
            split(at: offset, in: bytes, &pass, &words)
          }
        }
      }
      if pass.wordStart < line.upperBound {
        words.append(Word(pass.wordStart..<line.upperBound, in: bytes))
      }
    }
    return pass.hasEscapeSign
  }

  /// Ends the word before a character, if that is no part of it.
  private func split(
    at offset: Int, in bytes: Span<UInt8>, _ pass: inout Pass, _ words: inout OutputSpan<Word>
  ) {
    if offset > pass.contextEnd {
      pass.context = Context(previous: classes.byBytes[Int(bytes[offset - 1])])
    }
    let byte = bytes[offset]
    pass.hasEscapeSign = pass.hasEscapeSign || byte == 0x26 || byte == 0x3C || byte == 0x0A
    let (characterClass, end) = classes.character(at: offset, in: bytes)
    let standsAlone = pass.context.standsAlone(characterClass) { isStopHeld(by: end, bytes) }
    pass.contextEnd = end
    guard standsAlone || characterClass == .whitespace else { return }
    if pass.wordStart < offset { words.append(Word(pass.wordStart..<offset, in: bytes)) }
    if standsAlone { words.append(Word(offset..<end, in: bytes)) }
    pass.wordStart = end
  }

  /// Whether what follows a stop keeps it where it is.
  private func isStopHeld(by offset: Int, _ bytes: Span<UInt8>) -> Bool {
    guard offset < bytes.count else { return edge.holdsStop }
    return classes.character(at: offset, in: bytes).characterClass.holdsStop
  }
}

/// How far a line is split.
private struct Pass {
  /// Where the current word begins.
  var wordStart: Int
  /// What stands before `contextEnd`; what follows that are letters and digits.
  var context: Context
  var contextEnd: Int
  var hasEscapeSign = false

  init(start: Int, context: Context) {
    wordStart = start
    contextEnd = start
    self.context = context
  }

  /// Begins a word.
  @inline(__always)
  mutating func moveOn(to offset: Int, after previous: CharacterClass) {
    (wordStart, contextEnd) = (offset, offset)
    context = Context(previous: previous)
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
