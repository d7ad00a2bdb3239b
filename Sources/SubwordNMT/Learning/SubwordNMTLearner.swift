/// Learns the merges that subword-nmt learns, and writes the same file (Sennrich et al., 2016).
///
/// Words are counted once. After that the work is what the merges change, however large the text.
public struct SubwordNMTLearner: Sendable {
  /// What may be chosen about learning.
  public struct Options: Sendable, Equatable {
    /// How many merges to learn.
    public var symbolCount = 10_000
    /// Whether the characters count as symbols, those at the end of a word apart.
    public var countsCharacters = false
    /// Learning ends at pairs that occur less often.
    public var minimumFrequency = 2

    /// Makes options with the values that subword-nmt has by default.
    public init() {}
  }

  /// How many characters there are, counted apart where they end a word.
  public struct CharacterCounts: Sendable, Equatable {
    /// Those inside a word.
    public let internalCount: Int
    /// Those at the end of a word.
    public let finalCount: Int
  }

  /// How many bytes a word may have: the time that a merge takes grows with the word.
  package static let maximumWordLength = 1 << 20

  private let options: Options
  private let words: LearningWords

  /// Splits words into characters.
  ///
  /// - Parameters:
  ///   - vocabulary: The words of the text with their counts.
  ///   - options: What is chosen.
  /// - Throws: ``TokenizationError/invalidVocabulary(_:)`` if there are no words, or one is longer
  ///   than a megabyte, or the counts are beyond what subword-nmt computes exactly.
  public init(_ vocabulary: SubwordNMTVocabulary, options: Options = Options()) throws {
    precondition(options.symbolCount >= 0, "the number of symbols is at least 0")
    precondition(options.minimumFrequency >= 1, "the minimum frequency is at least 1")
    self.options = options
    words = try LearningWords(vocabulary)
  }

  /// How many characters the words have.
  public var characterCounts: CharacterCounts { words.characterCounts }

  /// How many merges are learned if pairs are frequent enough.
  public var wantedMergeCount: Int {
    guard options.countsCharacters else { return options.symbolCount }
    return max(
      0, options.symbolCount - characterCounts.internalCount - characterCounts.finalCount)
  }

  /// Learns merges until there are enough or no pair is frequent enough.
  ///
  /// - Parameter progress: Called for each merge with how often its pair occurred.
  /// - Returns: The merges, of which there may be fewer than wanted.
  public func learn(
    progress: ((_ merge: SubwordNMTCodes.Merge, _ frequency: Int) -> Void)? = nil
  ) -> SubwordNMTCodes {
    var loop = LearningLoop(words)
    let wantedCount = wantedMergeCount
    var merges: [SubwordNMTCodes.Merge] = []
    while merges.count < wantedCount,
      let learned = loop.learnMerge(minimumFrequency: options.minimumFrequency)
    {
      merges.append(learned.merge)
      progress?(learned.merge, learned.frequency)
    }
    return SubwordNMTCodes(version: .endOfWordSuffix, merges: merges)
  }
}
