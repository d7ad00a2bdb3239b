import Tokenization

extension PlainVocabulary {
  /// Reads a file of pieces.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: How it lists pieces.
  /// - Throws: ``TokenizationError`` naming the file, the line and what was wanted there, and
  ///   `TextError` if it is not UTF-8.
  public init(contentsOf path: String, format: Format = .lines) throws {
    try self.init(utf8: try WholeFile.read(path), name: path, format: format)
  }

  /// Reads the content of a file of pieces.
  ///
  /// - Parameters:
  ///   - utf8: The content.
  ///   - name: What messages call the file.
  ///   - format: How it lists pieces.
  /// - Throws: The same errors.
  public init(utf8: [UInt8], name: String = "vocabulary", format: Format = .lines) throws {
    try UTF8Validation.validate(utf8, file: name)
    var reader = PlainVocabularyReader(file: name, format: format)
    try reader.read(utf8)
    try self.init(entries: try reader.finish(), name: name)
  }
}

/// Reads pieces line by line.
private struct PlainVocabularyReader {
  let file: String
  let format: PlainVocabulary.Format
  private var numbered: [(number: Int, entry: PlainVocabulary.Entry, line: Int)] = []
  // The line of each piece.
  private var lines: [Int] = []
  private var pieces = ByteStringTable()
  private var lineNumber = 0

  init(file: String, format: PlainVocabulary.Format) {
    self.file = file
    self.format = format
  }

  mutating func read(_ utf8: [UInt8]) throws {
    if format == .fairseq {
      for piece in PlainVocabulary.fairseqPieces { try add(Array(piece.utf8)[...], value: nil) }
    }
    try SpacedText.forEachLine(in: utf8.span) { range in
      lineNumber += 1
      var line = utf8[range]
      if line.last == SpacedText.lineFeed { line.removeLast() }
      if line.last == SpacedText.carriageReturn { line.removeLast() }
      try read(line)
    }
  }

  /// The pieces in the order of their numbers.
  func finish() throws -> [PlainVocabulary.Entry] {
    let ordered = numbered.sorted { ($0.number, $0.line) < ($1.number, $1.line) }
    for (index, element) in ordered.enumerated() where element.number != index {
      throw TokenizationError.malformed(
        file: file, line: element.line,
        problem: "the number \(element.number); wanted \(index), which no other piece has")
    }
    return ordered.map(\.entry)
  }

  private mutating func read(_ line: ArraySlice<UInt8>) throws {
    switch format {
    case .lines:
      let (piece, value) = columns(of: line)
      try add(piece, value: value)
    case .fairseq:
      let (piece, value) = columns(of: line)
      guard let value, Int(value) != nil else { throw problem(line, wanted: "piece count") }
      try add(piece, value: value)
    case .marian:
      try readPair(line)
    }
  }

  /// A line is a piece, and a number if one stands behind the last space or tab.
  private func columns(
    of line: ArraySlice<UInt8>
  ) -> (piece: ArraySlice<UInt8>, value: String?) {
    let separator = line.lastIndex { $0 == SpacedText.space || $0 == UInt8(ascii: "\t") }
    guard let separator, separator > line.startIndex else { return (line, nil) }
    let value = String(decoding: line[(separator + 1)...], as: UTF8.self)
    return Double(value) == nil ? (line, nil) : (line[..<separator], value)
  }

  /// Reads `piece: number`, where the piece may stand in quotes.
  private mutating func readPair(_ line: ArraySlice<UInt8>) throws {
    let isComment = line.first == UInt8(ascii: "#") || line.elementsEqual("---".utf8)
    guard !isComment, !line.isEmpty else { return }
    guard let colon = line.lastIndex(of: UInt8(ascii: ":")),
      let number = Int(
        String(decoding: line[(colon + 1)...].drop { $0 == SpacedText.space }, as: UTF8.self)),
      number >= 0, let piece = YAMLScalar.text(of: line[..<colon])
    else { throw problem(line, wanted: "\"piece\": number") }
    try add(piece[...], value: nil, number: number)
  }

  private mutating func add(
    _ piece: ArraySlice<UInt8>, value: String?, number: Int? = nil
  ) throws {
    guard !piece.isEmpty else { throw problem(piece, wanted: "a piece") }
    let index = pieces.insert(Array(piece))
    guard index == lines.count else {
      let first = lines[index] == 0 ? "a piece of every dict.txt" : "line \(lines[index])"
      throw problem(piece, wanted: "a piece other than that of \(first)")
    }
    lines.append(lineNumber)
    let entry = PlainVocabulary.Entry(
      piece: String(decoding: piece, as: UTF8.self), value: value)
    numbered.append((number ?? index, entry, lineNumber))
  }

  private func problem(_ line: ArraySlice<UInt8>, wanted: String) -> TokenizationError {
    .malformed(
      file: file, line: lineNumber, problem: "\"\(LineExcerpt(line))\"; wanted \(wanted)")
  }
}
