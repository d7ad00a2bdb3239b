/// Cuts the words of text into subwords, as `apply-bpe` of subword-nmt does.
///
/// What a word becomes is kept for the next time, so give an encoder much text, and have one for
/// each thread.
public struct SubwordNMTEncoder {
  /// What may be chosen about encoding.
  public struct Options: Sendable {
    /// Stands behind each subword that is not the last of its word.
    public var separator = "@@"
    /// The subwords that may arise: others are split again; nil or empty if all may.
    public var vocabulary: SubwordNMTVocabulary?
    /// Words and regular expressions that are kept whole.
    public var glossaries: [String] = []
    /// How likely a pair is left out in each round of merging; 0 merges all.
    public var dropout = 0.0
    /// What the random numbers of dropout begin with: those of Python with the same seed.
    public var seed: UInt64 = 0

    /// Makes options with the values that subword-nmt has by default.
    public init() {}
  }

  private let separator: [UInt8]
  private let filter: VocabularyFilter?
  private let glossaries: Glossaries?
  private let dropout: Double
  private var generator: MersenneTwister
  private var merging: WordMerging
  private var cache = SegmentationCache()

  /// Makes an encoder.
  ///
  /// - Parameters:
  ///   - codes: The merges.
  ///   - options: What is chosen.
  /// - Throws: ``TokenizationError/unsupported(file:field:found:wanted:)`` if a glossary is no
  ///   regular expression.
  public init(_ codes: SubwordNMTCodes, options: Options = Options()) throws {
    try self.init(SymbolMerges(codes), options: options)
  }

  init(_ merges: SymbolMerges, options: Options) throws {
    precondition((0...1).contains(options.dropout), "dropout is from 0 to 1")
    let separator = Array(options.separator.utf8)
    self.separator = separator
    filter = options.vocabulary.flatMap {
      $0.wordCount == 0 ? nil : VocabularyFilter($0, merges: merges, separator: separator)
    }
    glossaries = options.glossaries.isEmpty ? nil : try Glossaries(options.glossaries)
    dropout = options.dropout
    generator = MersenneTwister(seed: options.seed)
    merging = WordMerging(merges)
  }

  /// The line with a space between subwords; spaces and line ends around it stay.
  public mutating func encode(_ line: String) -> String {
    var output: [UInt8] = []
    append(encoding: Array(line.utf8).span, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Encodes lines of text.
  ///
  /// - Parameters:
  ///   - text: Lines that end in a line feed; the last one may not.
  ///   - output: Gets the lines appended.
  package mutating func append(encoding text: Span<UInt8>, to output: inout [UInt8]) {
    SpacedText.forEachTextLine(in: text) { line in
      let content = SpacedText.stripped(line, of: text)
      // Of a line of spaces only, the content is empty and lies at the end.
      for position in line.lowerBound..<content.lowerBound { output.append(text[position]) }
      var isFirst = true
      SpacedText.forEachField(of: content, of: text) { word in
        if !isFirst { output.append(SpacedText.space) }
        isFirst = false
        append(word: text.extracting(word), to: &output)
      }
      for position in content.upperBound..<line.upperBound { output.append(text[position]) }
    }
  }

  private mutating func append(word: Span<UInt8>, to output: inout [UInt8]) {
    guard dropout == 0 else {
      segment(word, into: &output)
      return
    }
    if let known = cache.range(of: word) {
      output.append(contentsOf: cache.segmentations[known])
      return
    }
    let start = output.count
    segment(word, into: &output)
    cache.insert(word, segmentation: output[start...])
  }

  /// Appends the subwords of a word, after it was cut at glossaries.
  private mutating func segment(_ word: Span<UInt8>, into output: inout [UInt8]) {
    guard let glossaries else {
      segment(part: word, isLast: true, into: &output)
      return
    }
    let bytes = word.indices.map { word[$0] }
    let parts = glossaries.split(String(decoding: bytes, as: UTF8.self))
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let bytes = Array(part.utf8)
      if glossaries.contains(part) {
        append(bytes[...], isLast: isLast, to: &output)
      } else {
        segment(part: bytes.span, isLast: isLast, into: &output)
      }
    }
  }

  private mutating func segment(part: Span<UInt8>, isLast: Bool, into output: inout [UInt8]) {
    let bytes = part.indices.map { part[$0] }
    var start = 0
    let ends = ends(of: bytes)
    for (index, end) in ends.enumerated() {
      append(bytes[start..<end], isLast: isLast && index == ends.count - 1, to: &output)
      start = end
    }
  }

  private mutating func ends(of word: [UInt8]) -> [Int] {
    // A word of one character is neither merged nor looked for in the vocabulary.
    guard word.span.characterLength(at: 0) < word.count else { return [word.count] }
    if dropout == 0 {
      merging.merge(word.span)
    } else {
      merging.merge(word.span, dropout: dropout, using: &generator)
    }
    return filter?.split(word, ends: merging.ends) ?? merging.ends
  }

  private func append(_ subword: ArraySlice<UInt8>, isLast: Bool, to output: inout [UInt8]) {
    output.append(contentsOf: subword)
    guard !isLast else { return }
    output.append(contentsOf: separator)
    output.append(SpacedText.space)
  }
}
