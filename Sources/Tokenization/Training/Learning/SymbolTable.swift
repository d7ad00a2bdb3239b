/// The symbols of a vocabulary while it is learned: how each is spelled, and how long it is.
struct SymbolTable: Sendable {
  /// How many cells of the training text a symbol occupies.
  private(set) var widths: [Int32] = []
  /// How many characters a symbol has, the space included.
  private(set) var lengths: [Int32] = []

  // With the space as U+0020: the order of UTF-8, which is that of characters, decides ties.
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  /// The first eight bytes of each spelling, which decide nearly all comparisons.
  private var prefixes: [UInt64] = []

  var count: Int { lengths.count }

  /// Takes the symbols that are there before any merge, as they are spelled in text.
  init(_ spellings: [String]) {
    for spelling in spellings {
      bytes += spelling.utf8
      finishSymbol(length: spelling.unicodeScalars.count, width: 1)
    }
  }

  /// Adds the symbol that a merge makes.
  mutating func append(mergeOf left: Int, _ right: Int) {
    for symbol in [left, right] { bytes += bytes[starts[symbol]..<starts[symbol + 1]] }
    finishSymbol(
      length: Int(lengths[left]) + Int(lengths[right]), width: Int(widths[left] + widths[right]))
  }

  /// Makes every symbol one cell wide.
  mutating func resetWidths() {
    for symbol in widths.indices { widths[symbol] = 1 }
  }

  /// The spelling of each symbol as a vocabulary has it, with `▁` for the space.
  var pieces: [String] {
    (0..<count).map { symbol in
      let spelling = String(decoding: bytes[starts[symbol]..<starts[symbol + 1]], as: UTF8.self)
      return spelling.utf8.contains(UInt8(ascii: " "))
        ? spelling.replacing(" ", with: "▁") : spelling
    }
  }

  /// Whether a symbol's spelling goes before that of another, character by character.
  @inline(__always)
  func precedes(_ left: Int, _ right: Int) -> Bool {
    guard prefixes[left] == prefixes[right] else { return prefixes[left] < prefixes[right] }
    return bytes[starts[left]..<starts[left + 1]]
      .lexicographicallyPrecedes(bytes[starts[right]..<starts[right + 1]])
  }

  private mutating func finishSymbol(length: Int, width: Int) {
    lengths.append(Int32(length))
    widths.append(Int32(width))
    let start = starts[starts.count - 1]
    var prefix: UInt64 = 0
    for position in start..<(start + 8) {
      prefix = prefix << 8 | (position < bytes.count ? UInt64(bytes[position]) : 0)
    }
    prefixes.append(prefix)
    starts.append(bytes.count)
  }
}
