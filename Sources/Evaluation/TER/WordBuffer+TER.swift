extension TEROptions {
  /// The splitter, which is made when it is first asked for.
  var splitter: WordSplitter {
    guard isNormalized else { return .whitespace }
    return supportsAsianScripts ? .tercomAsian : .tercom
  }
}

extension WordSplitter {
  fileprivate static let tercom = WordSplitter(
    CharacterClasses { $0.westernClass }, isPadded: true)
  fileprivate static let tercomAsian = WordSplitter(
    CharacterClasses { $0.isAsian || $0.isAsianPunctuation ? .symbol : $0.westernClass },
    isPadded: true)
}

extension WordBuffer {
  /// Appends the words of a line as Tercom has them.
  ///
  /// - Returns: The numbers of the words.
  mutating func append(
    _ line: some Collection<UInt8>, _ options: TEROptions, _ splitter: WordSplitter
  ) -> Range<Int> {
    let extent = appendStripped(line, isLowercased: !options.isCaseSensitive)
    return appendTercomWords(of: extent, options, splitter)
  }

  /// Appends the words of a reference.
  ///
  /// SacreBLEU normalises references twice, which splits a little more: `it's.` becomes `it's .`
  /// and then `it 's .`
  ///
  /// - Returns: The numbers of the words.
  mutating func appendReference(
    _ line: some Collection<UInt8>, _ options: TEROptions, _ splitter: WordSplitter
  ) -> Range<Int> {
    let words = append(line, options, splitter)
    guard options.isNormalized else { return words }
    let start = bytes.count
    for word in words {
      if bytes.count > start { bytes.append(UInt8(ascii: " ")) }
      appendCopy(of: self.words[word].extent)
    }
    return appendTercomWords(of: start..<bytes.count, options, splitter)
  }

  private mutating func appendCopy(of extent: Range<Int>) {
    for index in extent { bytes.append(bytes[index]) }
  }

  private mutating func appendTercomWords(
    of line: Range<Int>, _ options: TEROptions, _ splitter: WordSplitter
  ) -> Range<Int> {
    var line = line
    var (words, hasEscapeSign) = appendWords(of: line, splitBy: splitter)
    if options.isNormalized {
      if hasEscapeSign {
        self.words.removeSubrange(words)
        line = replace(tercomEscapes, in: line)
        words = appendWords(of: line, splitBy: splitter).words
      }
      splitPossessives(from: words.lowerBound, of: line)
    }
    if options.removesPunctuation {
      removePunctuation(from: words.lowerBound, isAsianToo: options.supportsAsianScripts)
    }
    return words.lowerBound..<self.words.count
  }

  /// Splits `'s` off the words that a space, a symbol of ASCII or the line's end follows.
  private mutating func splitPossessives(from first: Int, of line: Range<Int>) {
    var index = first
    while index < words.count {
      let word = words[index].extent
      if word.count > 2, bytes[word.upperBound - 2] == UInt8(ascii: "'"),
        bytes[word.upperBound - 1] == UInt8(ascii: "s"),
        word.upperBound == line.upperBound || isTercomSymbol(bytes[word.upperBound])
      {
        words[index] = Word(word.lowerBound..<word.upperBound - 2, in: bytes.span)
        let possessive = Word(word.upperBound - 2..<word.upperBound, in: bytes.span)
        words.insert(possessive, at: index + 1)
        index += 1
      }
      index += 1
    }
  }

  /// Takes the characters of punctuation away, and words that are nothing else.
  private mutating func removePunctuation(from first: Int, isAsianToo: Bool) {
    var kept = first
    for index in first..<words.count {
      let word = extentWithoutPunctuation(words[index].extent, isAsianToo: isAsianToo)
      if word.isEmpty { continue }
      words[kept] = Word(word, in: bytes.span)
      kept += 1
    }
    words.removeSubrange(kept...)
  }

  /// The extent of a copy of a word without punctuation.
  private mutating func extentWithoutPunctuation(
    _ word: Range<Int>, isAsianToo: Bool
  ) -> Range<Int> {
    let start = bytes.count
    var offset = word.lowerBound
    while offset < word.upperBound {
      let (value, end) = scalarValue(at: offset, in: bytes.span)
      if !isPunctuation(value, isAsianToo: isAsianToo) { appendCopy(of: offset..<end) }
      offset = end
    }
    return start..<bytes.count
  }
}

/// The escapes of XML and the ends of lines, in Tercom's order.
private let tercomEscapes = [
  Replacement("\n-", by: ""), Replacement("\n", by: " "), Replacement("&quot;", by: "\""),
  Replacement("&amp;", by: "&"), Replacement("&lt;", by: "<"), Replacement("&gt;", by: ">"),
]

/// Whether Tercom splits a byte off as a symbol, spaces among them.
private func isTercomSymbol(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte < 0x80 && Unicode.Scalar(byte).westernClass == .symbol
}

private func isPunctuation(_ value: UInt32, isAsianToo: Bool) -> Bool {
  switch Unicode.Scalar(value) {
  case ".", ",", "?", ":", ";", "!", "\"", "(", ")": true
  case let scalar?: isAsianToo && scalar.isAsianPunctuation
  case nil: false
  }
}

extension Unicode.Scalar {
  /// Whether sacreBLEU's Tercom splits this off as a character of Chinese or Japanese.
  ///
  /// Its range for enclosed letters ends at U+3F22 instead of U+32FF.
  fileprivate var isAsian: Bool {
    switch value {
    case 0x2E80...0x2EFF, 0x31C0...0x31EF, 0x3200...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFE30...0xFE4F:
      true
    default:
      false
    }
  }

  /// Whether sacreBLEU's Tercom takes this for punctuation of Chinese or Japanese.
  fileprivate var isAsianPunctuation: Bool {
    switch value {
    case 0x3001, 0x3002, 0x3008...0x3011, 0x3014...0x301F, 0x30FB, 0xFF01, 0xFF02, 0xFF08, 0xFF09,
      0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF61...0xFF65:
      true
    default:
      false
    }
  }
}
