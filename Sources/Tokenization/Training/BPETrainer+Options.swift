import Foundation
public import TextNormalization

extension BPETrainer {
  /// How far training goes.
  public enum Size: Sendable, Equatable {
    /// Until there are so many pieces, special tokens and bytes included.
    case vocabulary(Int)
    /// Until there are so many merges.
    case merges(Int)
  }

  /// What is done with digits.
  public enum Digits: Sendable, Equatable, CaseIterable {
    /// Each digit is a piece.
    case single
    /// Digits that stand side by side may merge.
    case joined
  }

  /// What may be chosen about training.
  public struct Options: Sendable, Equatable {
    /// How far training goes.
    public var size: Size
    /// A pair of symbols that occurs less often is not merged.
    public var minimumFrequency = 2
    /// The longest piece that a merge may make, in Unicode scalars, the space included.
    public var maximumPieceLength = 16
    /// The share of all characters in the text that must be pieces of their own; the rarest
    /// characters beyond it are spelled in bytes.
    public var characterCoverage = 1.0
    /// What is done with digits.
    public var digits = Digits.single
    /// Whether runs of scripts that are written without spaces are cut into words first.
    public var breaksWords = false
    /// Texts that are pieces of their own, which nothing cuts and nothing merges with.
    ///
    /// They are looked for in normalised text, and follow the bytes in the vocabulary.
    public var protectedSymbols: [String] = []
    /// What is done to text before it is cut.
    public var normalizer = Normalizer.standard()
    /// How many threads may work; the result does not depend on it.
    public var threadCount = ProcessInfo.processInfo.activeProcessorCount
    /// How many bytes of memory may be used, or nil for as many as it takes.
    ///
    /// What has no room goes to a temporary file; the result does not depend on it.
    public var memoryLimit: Int?
    /// The folder for temporary files.
    public var temporaryFolder = NSTemporaryDirectory()

    /// The most pairs that are tracked at a time, which is a matter of speed alone.
    package var trackedPairLimit = 1 << 20
    /// The most words that a thread keeps in memory, if fewer than memory allows.
    package var wordCapacity = Int.max

    /// Makes options with the usual values for all but the size.
    public init(size: Size) {
      self.size = size
    }
  }
}

extension BPETrainer.Options {
  /// Checks what a user can get wrong.
  ///
  /// - Throws: ``TokenizationError/invalidOption(name:problem:)``.
  func validate() throws {
    switch size {
    case .vocabulary(let count): try require(count > 0, "size", "\(count) pieces; wanted 1 or more")
    case .merges(let count): try require(count >= 0, "size", "\(count) merges; wanted 0 or more")
    }
    try require(
      minimumFrequency >= 1, "minimumFrequency", "\(minimumFrequency); wanted 1 or more")
    try require(
      maximumPieceLength >= 1, "maximumPieceLength", "\(maximumPieceLength); wanted 1 or more")
    try require(
      (0...1).contains(characterCoverage), "characterCoverage",
      "\(characterCoverage); wanted a share from 0 to 1")
    try require(threadCount >= 1, "threadCount", "\(threadCount); wanted 1 or more")
    try require(memoryLimit ?? 1 >= 1, "memoryLimit", "\(memoryLimit ?? 0); wanted 1 byte or more")
    try validateProtectedSymbols()
  }

  private func validateProtectedSymbols() throws {
    var seen: Set<[UInt8]> = []
    for symbol in protectedSymbols {
      let isNew = seen.insert(Array(symbol.utf8)).inserted
      try requireSymbol(isNew, symbol, "is given twice")
      try requireSymbol(!symbol.isEmpty, symbol, "is empty")
      try requireSymbol(
        !symbol.unicodeScalars.contains("▁"), symbol, "holds ▁, which stands for the space")
      try requireSymbol(symbol != " ", symbol, "is the space, which is always a piece")
      try requireSymbol(
        !SpecialPiece.all.contains(symbol), symbol, "is a special piece of every vocabulary")
      let normalized = normalizer.normalized(symbol)
      try requireSymbol(
        normalized.utf8.elementsEqual(symbol.utf8), symbol,
        "never occurs, because the normaliser makes \"\(normalized)\" of it")
    }
  }

  private func requireSymbol(_ holds: Bool, _ symbol: String, _ problem: String) throws {
    try require(holds, "protectedSymbols", "\"\(symbol)\" \(problem)")
  }

  private func require(_ holds: Bool, _ name: String, _ problem: String) throws {
    guard holds else { throw TokenizationError.invalidOption(name: name, problem: problem) }
  }

  /// How much the table of words of each thread may hold.
  var tableCapacity: WordCounts.Capacity {
    let allowed = memory.wordCapacity(threadCount: threadCount)
    return WordCounts.Capacity(
      wordCount: min(wordCapacity, allowed.wordCount), byteCount: allowed.byteCount)
  }

  /// The rules by which text is cut.
  var preTokenizer: PreTokenizer {
    PreTokenizer(
      PreTokenizer.Rules(
        digits: digits == .single ? .single : .joined, protectedSymbols: protectedSymbols,
        breaksWords: breaksWords))
  }

  var memory: MemoryBudget { MemoryBudget(limit: memoryLimit) }
}
