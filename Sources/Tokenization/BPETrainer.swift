public import TextNormalization

/// Learns a joint byte-pair encoding from lines of text (Sennrich et al., 2016).
///
/// Give it every line of both languages with ``count(_:)``, in any order, then call
/// ``train(progress:)``. Only the distinct pieces and their counts are kept in memory, and the
/// order of the lines changes nothing.
public struct BPETrainer: Sendable {
  /// How far training goes.
  public enum Size: Sendable, Equatable {
    /// Until there are so many pieces, special tokens and bytes included.
    case vocabulary(Int)
    /// Until there are so many merges.
    case merges(Int)
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
    /// What is done to text before it is cut.
    public var normalization = Normalizer.Configuration()

    /// Makes options with the usual values for all but the size.
    public init(size: Size) {
      self.size = size
    }
  }

  private let options: Options
  private let normalizer: Normalizer
  // Not keyed by strings, because those that differ only in normal form are equal to Swift.
  private var pieceCounts: [[Unicode.Scalar]: Int] = [:]

  /// Makes a trainer that has seen no text.
  public init(_ options: Options) {
    if case .merges(let count) = options.size {
      precondition(count >= 0, "the number of merges is at least 0")
    }
    precondition(options.minimumFrequency >= 1, "the minimum frequency is at least 1")
    precondition(options.maximumPieceLength >= 1, "the maximum piece length is at least 1")
    precondition((0...1).contains(options.characterCoverage), "the coverage is from 0 to 1")
    self.options = options
    normalizer = Normalizer(options.normalization)
  }

  /// Counts the pieces of one line.
  public mutating func count(_ line: String) {
    var piece: [Unicode.Scalar] = []
    for (scalar, startsPiece) in PieceScalars(normalizer.normalized(line)) {
      if startsPiece {
        record(piece)
        piece.removeAll(keepingCapacity: true)
      }
      piece.append(scalar)
    }
    record(piece)
  }

  /// Learns merges until the wanted size is reached.
  ///
  /// - Parameter progress: Called after each merge with the merges learned and the merges wanted.
  /// - Returns: A tokenizer with the merges learned.
  /// - Throws: ``TokenizationError`` if the text does not allow the wanted size, naming the size
  ///   that it does allow.
  public func train(
    progress: ((_ learnedCount: Int, _ wantedCount: Int) -> Void)? = nil
  ) throws -> Tokenizer {
    let alphabet = Alphabet(of: pieceCounts, coverage: options.characterCoverage)
    var learner = MergeLearner(pieceCounts, alphabet: alphabet, options: options)
    let mergeCount = try mergeCount(startingWith: learner.pieceCount)
    for reached in 0..<mergeCount {
      guard learner.learnMerge() else {
        throw outOfReach(mergeCount: reached, pieceCount: learner.pieceCount)
      }
      progress?(reached + 1, mergeCount)
    }
    let vocabulary = try Vocabulary(
      pieces: learner.pieces, specialTokens: Set(0..<TokenID(SpecialPiece.markers.count)))
    return Tokenizer(vocabulary: vocabulary, merges: learner.merges, normalizer: normalizer)
  }

  private mutating func record(_ piece: [Unicode.Scalar]) {
    guard !piece.isEmpty else { return }
    pieceCounts[piece, default: 0] += 1
  }

  private func mergeCount(startingWith pieceCount: Int) throws -> Int {
    switch options.size {
    case .merges(let wanted):
      return wanted
    case .vocabulary(let wanted):
      guard wanted >= pieceCount else {
        throw TokenizationError.vocabularyTooSmall(wanted: wanted, smallest: pieceCount)
      }
      return wanted - pieceCount
    }
  }

  private func outOfReach(mergeCount: Int, pieceCount: Int) -> TokenizationError {
    switch options.size {
    case .merges(let wanted): .tooManyMerges(wanted: wanted, largest: mergeCount)
    case .vocabulary(let wanted): .vocabularyTooLarge(wanted: wanted, largest: pieceCount)
    }
  }
}
