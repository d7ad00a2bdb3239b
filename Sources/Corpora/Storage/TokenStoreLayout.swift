/// Where everything stands in a token store.
///
///     "apus-tokens-1\n"     the format and its version, filled up with zeros to 16 bytes
///     tokens                source and target of pair after pair, 2 or 4 bytes each
///     lengths               source and target of each pair, 2 or 4 bytes each
///     starts                the first token of every 64th pair, 8 bytes each
///     runs of lines         the first pair and its line, 4 bytes each
///     index                 JSON: the counts, the key, the parts
///     end                   the length of the index and the checksum of all before, 8 bytes each
///
/// Sections begin at multiples of 8, numbers have their lowest byte first.
struct TokenStoreLayout: Equatable, Sendable {
  static let heading = Array("apus-tokens-1\n\0\0".utf8)
  static let endByteCount = 16
  /// How many pairs share a start.
  static let pairsPerStart = 64

  let tokens: Range<Int>
  let lengths: Range<Int>
  let starts: Range<Int>
  let runs: Range<Int>
  /// Where the index begins.
  let indexStart: Int

  /// The layout for some counts, or nil for counts that no file can have.
  init?(_ index: TokenStoreIndex) {
    let numbers = [index.pairCount, index.tokenCount, index.runCount]
    let widths = [index.tokenWidth, index.lengthWidth]
    guard numbers.allSatisfy({ 0...1 << 48 ~= $0 }), widths.allSatisfy([2, 4].contains) else {
      return nil
    }
    let startCount = (index.pairCount + Self.pairsPerStart - 1) / Self.pairsPerStart
    tokens = Self.section(after: Self.heading.count, index.tokenCount * index.tokenWidth)
    lengths = Self.section(after: tokens.upperBound, 2 * index.pairCount * index.lengthWidth)
    starts = Self.section(after: lengths.upperBound, 8 * startCount)
    runs = Self.section(after: starts.upperBound, 8 * index.runCount)
    indexStart = runs.upperBound
  }

  private static func section(after end: Int, _ byteCount: Int) -> Range<Int> {
    let start = (end + 7) / 8 * 8
    return start..<start + byteCount
  }
}

/// What a token store holds, as its index has it.
struct TokenStoreIndex: Codable, Sendable {
  /// A hash of everything that decides what the store holds.
  var key: String
  /// A checksum of tokens and lengths.
  var contentDigits = ""
  /// The bytes of a token.
  var tokenWidth: Int
  /// The bytes of a length.
  var lengthWidth: Int
  var pairCount = 0
  var tokenCount = 0
  var runCount = 0
  var parts: [CorpusPart] = []
}
