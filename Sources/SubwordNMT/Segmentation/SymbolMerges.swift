import Tokenization

/// Codes in the form in which words are merged: symbols by number, pairs with their rank.
struct SymbolMerges: Sendable {
  let version: SubwordNMTCodes.Version
  private var symbols = ByteStringTable()
  // By pair, the rank of its first line and the symbol that it becomes, as the halves of a number.
  private var merges = PairTable()
  // By symbol, how many bytes its left part has, if a merge makes it.
  private var leftLengths: [Int: Int] = [:]
  // The symbols of one byte, inside and at the end of a word.
  private var innerBytes: [Int32] = []
  private var finalBytes: [Int32] = []

  /// Stands for a character that no merge has.
  static let unknownSymbol: Int32 = -1
  /// Stands for a pair that is not merged.
  static let noRank = Int32.max

  init(_ codes: SubwordNMTCodes) {
    version = codes.version
    for (rank, merge) in codes.merges.enumerated() { add(merge, rank: rank) }
    addLeftLengths(codes)
    innerBytes = (0..<128).map { symbol(spelled: [$0]) }
    finalBytes = (0..<128).map { symbol(spelled: [$0] + SubwordNMTCodes.endOfWord) }
  }

  /// The symbol of a character.
  ///
  /// - Parameters:
  ///   - character: The bytes of the character.
  ///   - isFinal: Whether it has the end of the word in it.
  /// - Returns: The symbol, or `unknownSymbol`.
  func symbol(of character: Span<UInt8>, isFinal: Bool) -> Int32 {
    if character.count == 1, character[0] < 128 {
      return isFinal ? finalBytes[Int(character[0])] : innerBytes[Int(character[0])]
    }
    if !isFinal { return symbols.number(of: character).map(Int32.init) ?? Self.unknownSymbol }
    return symbol(spelled: character.indices.map { character[$0] } + SubwordNMTCodes.endOfWord)
  }

  func symbol(spelled spelling: [UInt8]) -> Int32 {
    symbols.number(of: spelling.span).map(Int32.init) ?? Self.unknownSymbol
  }

  /// The rank of a pair and the symbol that it becomes, or `noRank` if it is not merged.
  func merge(of left: Int32, _ right: Int32) -> (rank: Int32, symbol: Int32) {
    guard left != Self.unknownSymbol, right != Self.unknownSymbol,
      let merge = merges.value(of: SymbolPair(left, right))
    else { return (Self.noRank, Self.unknownSymbol) }
    return (Int32(truncatingIfNeeded: merge >> 32), Int32(truncatingIfNeeded: merge))
  }

  /// How many bytes the left part of a symbol has, or nil if no merge makes it.
  func leftLength(ofSymbolSpelled spelling: [UInt8]) -> Int? {
    symbols.number(of: spelling.span).flatMap { leftLengths[$0] }
  }

  private mutating func add(_ merge: SubwordNMTCodes.Merge, rank: Int) {
    let pair = SymbolPair(symbols.insert(merge.left), symbols.insert(merge.right))
    guard merges.value(of: pair) == nil else { return }
    merges.set(UInt64(rank) << 32 | UInt64(symbols.insert(merge.joined)), for: pair)
  }

  /// Of pairs that are spelled alike when joined, the one counts whose last line comes first.
  private mutating func addLeftLengths(_ codes: SubwordNMTCodes) {
    var seen: Set<SymbolPair> = []
    for codesMerge in codes.merges.reversed() {
      let pair = SymbolPair(
        symbol(spelled: codesMerge.left), symbol(spelled: codesMerge.right))
      guard seen.insert(pair).inserted else { continue }
      leftLengths[Int(merge(of: pair.left, pair.right).symbol)] = codesMerge.left.count
    }
  }
}
