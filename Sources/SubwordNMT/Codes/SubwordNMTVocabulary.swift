import Tokenization

/// Words or subwords of a text, each with how often it occurs.
///
/// Its file has a word and its count in each line, most frequent first. It is what `get-vocab`
/// writes, what `apply-bpe --vocabulary` and `learn-bpe --dict-input` read, and what learning
/// starts from.
public struct SubwordNMTVocabulary: Sendable {
  private(set) var words = ByteStringTable()
  private(set) var counts: [Int] = []

  /// Makes a vocabulary that has seen no text.
  public init() {}

  /// How many different words there are.
  public var wordCount: Int { counts.count }

  /// Counts the words of a line.
  public mutating func count(_ line: String) {
    count(utf8: Array(line.utf8).span)
  }

  /// Counts the words of lines of text.
  ///
  /// - Parameter text: Lines that end in a line feed; the last one may not.
  package mutating func count(utf8 text: Span<UInt8>) {
    SpacedText.forEachWord(in: text) { range in
      let index = words.insert(text.extracting(range))
      if index == counts.count { counts.append(0) }
      counts[index] += 1
    }
  }

  /// How often a word occurs.
  public func count(of word: String) -> Int {
    words.number(of: Array(word.utf8).span).map { counts[$0] } ?? 0
  }

  /// Adds what another vocabulary has counted.
  public mutating func add(_ other: SubwordNMTVocabulary) {
    for (index, count) in other.counts.enumerated() {
      add(Array(other.words.string(index)).span, count: count)
    }
  }

  /// Adds to the count of a word.
  ///
  /// - Returns: Whether the sum is a number that Swift can hold; if not, nothing has changed.
  @discardableResult
  mutating func add(_ word: Span<UInt8>, count: Int) -> Bool {
    let index = words.insert(word)
    if index == counts.count { counts.append(0) }
    let (sum, overflow) = counts[index].addingReportingOverflow(count)
    if !overflow { counts[index] = sum }
    return !overflow
  }

  /// Whether a word is in the vocabulary.
  func contains(_ word: [UInt8]) -> Bool { words.number(of: word.span) != nil }

  /// The numbers of the words, most frequent first, of equally frequent ones the first seen.
  private var ranking: [Int] {
    counts.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
  }

  /// The content of the vocabulary's file, as subword-nmt writes it.
  public var utf8: [UInt8] {
    var file: [UInt8] = []
    for index in ranking {
      file += words.string(index)
      file.append(SpacedText.space)
      file += Array(String(counts[index]).utf8)
      file.append(SpacedText.lineFeed)
    }
    return file
  }

  /// Writes the vocabulary to a file, which is replaced as a whole or not at all.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``TokenizationError/unwritable(file:reason:)``.
  public func write(to path: String) throws {
    try WholeFile.write(utf8, to: path)
  }
}

extension SubwordNMTVocabulary {
  /// Reads a file of words and counts.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - threshold: Lines with a smaller count are left out.
  /// - Throws: ``TokenizationError`` naming the file, the line and what was wanted there, and
  ///   `TextError` if it is not UTF-8.
  public init(contentsOf path: String, threshold: Int = 0) throws {
    try self.init(utf8: try WholeFile.read(path), name: path, threshold: threshold)
  }

  /// Reads words and counts from standard input.
  package static func fromStandardInput() throws -> SubwordNMTVocabulary {
    var blocks = try TextBlocks(path: nil)
    var file: [UInt8] = []
    while let block = try blocks.next() { file += block }
    return try SubwordNMTVocabulary(utf8: file, name: "standard input")
  }

  /// Reads the content of a file of words and counts.
  ///
  /// - Parameters:
  ///   - utf8: The content.
  ///   - name: What messages call the file.
  ///   - threshold: Lines with a smaller count are left out.
  /// - Throws: The same errors.
  public init(utf8: [UInt8], name: String = "vocabulary", threshold: Int = 0) throws {
    self.init()
    try UTF8Validation.validate(utf8, file: name)
    var lineNumber = 0
    try SpacedText.forEachLine(in: utf8.span) { range in
      lineNumber += 1
      let line = utf8[SpacedText.stripped(range, of: utf8.span)]
      guard try read(line, threshold: threshold) else {
        throw TokenizationError.malformed(
          file: name, line: lineNumber, problem: "\"\(LineExcerpt(line))\"; wanted \"word count\"")
      }
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, threshold: Int) throws -> Bool {
    let fields = line.split(
      separator: SpacedText.space, maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 2, let count = Int(String(decoding: fields[1], as: UTF8.self)),
      count >= 0
    else { return false }
    return count < threshold || add(Array(fields[0]).span, count: count)
  }
}

extension SubwordNMTVocabulary {
  /// Counts the words of a file, or the subwords that they become.
  ///
  /// - Parameters:
  ///   - path: The file, or nil for standard input.
  ///   - encoders: Encode the text before it is counted.
  /// - Throws: `TextError` or ``TokenizationError``, if the file cannot be read or is not UTF-8.
  package mutating func count(
    contentsOf path: String?, encodedBy encoders: SubwordNMTEncoderPool? = nil
  ) throws {
    var blocks = try TextBlocks(path: path)
    while let block = try blocks.next() {
      let text = encoders?.encode(block) ?? block
      count(utf8: text.span)
    }
  }
}
