/// A line as characters and as words.
struct ChrFLine {
  /// The characters, with room behind them.
  fileprivate(set) var characters: [UInt32] = []
  fileprivate(set) var characterCount = 0
  /// The words in the buffer.
  fileprivate(set) var wordExtent = 0..<0
  /// The numbers of the words.
  var words: [UInt32] = []
}

extension WordBuffer {
  /// Appends a line.
  ///
  /// - Parameters:
  ///   - text: UTF-8 without a line end.
  ///   - options: The settings of the metric.
  ///   - line: Set to its characters and words.
  mutating func append(
    _ text: some Collection<UInt8>, _ options: ChrFOptions, into line: inout ChrFLine
  ) {
    let extent = appendBytes(of: text, isLowercased: options.isLowercased)
    line.characterCount = readCharacters(
      of: extent, keepsWhitespace: options.keepsWhitespace, into: &line.characters)
    if options.wordOrder > 0 { line.wordExtent = appendChrFWords(of: extent) }
  }

  /// The characters of a line.
  ///
  /// - Parameters:
  ///   - line: The extent of a line.
  ///   - keepsWhitespace: Whether whitespace is among them.
  ///   - characters: As many as the line has bytes at least, of which the first are set.
  /// - Returns: The number of characters.
  private func readCharacters(
    of line: Range<Int>, keepsWhitespace: Bool, into characters: inout [UInt32]
  ) -> Int {
    while characters.count < line.count { characters.append(0) }
    let bytes = bytes.span
    var output = characters.mutableSpan
    var (offset, count) = (line.lowerBound, 0)
    while offset < line.upperBound {
      let (value, end) = scalarValue(at: offset, in: bytes)
      offset = end
      if !keepsWhitespace, isPythonWhitespace(value) { continue }
      output[count] = value
      count += 1
    }
    return count
  }

  /// Appends the words of a line as chrF++ has them: punctuation at the end of a word is a word of
  /// its own, or, where there is none, punctuation at its start.
  ///
  /// - Parameter line: The extent of a line.
  /// - Returns: The numbers of the words.
  private mutating func appendChrFWords(of line: Range<Int>) -> Range<Int> {
    let plain = appendWords(of: line, splitBy: .whitespace).words
    let first = words.count
    for index in plain {
      let word = words[index].extent
      if scalarValue(at: word.lowerBound, in: bytes.span).end == word.upperBound {
        append(word: word)
      } else if isPunctuation(bytes[word.upperBound - 1]) {
        append(word: word.lowerBound..<word.upperBound - 1)
        append(word: word.upperBound - 1..<word.upperBound)
      } else if isPunctuation(bytes[word.lowerBound]) {
        append(word: word.lowerBound..<word.lowerBound + 1)
        append(word: word.lowerBound + 1..<word.upperBound)
      } else {
        append(word: word)
      }
    }
    return first..<words.count
  }
}

/// Whether chrF++ takes a byte for punctuation: the ASCII signs that are no letters or digits.
private func isPunctuation(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
  default: false
  }
}
