/// What is to be learned from which words.
struct Lesson {
  private var words: WordSource
  private let survey: TextSurvey
  private let options: BPETrainer.Options
  private let protectedSymbols: ProtectedSymbols
  private let alphabet: Alphabet
  /// The symbols that are there before any merge.
  private let symbols: SymbolTable
  private let mergeCount: Int

  /// Surveys the words, and checks that what is wanted is not out of the question.
  init(_ words: WordSource, _ options: BPETrainer.Options) throws {
    self.words = words
    self.options = options
    protectedSymbols = ProtectedSymbols(options.protectedSymbols)
    survey = try TextSurvey(
      of: words, without: protectedSymbols, minimumFrequency: options.minimumFrequency)
    alphabet = Alphabet(survey.characterCounts, coverage: options.characterCoverage)
    symbols = SymbolTable(
      SpecialPiece.all + options.protectedSymbols + alphabet.characters.map(String.init))
    mergeCount = try Self.mergeCount(options.size, startingWith: symbols.count)
    // Where learning is quick, it tells the exact number.
    guard survey.cellCount < 1 << 20 || mergeCount <= survey.mergeBound else {
      throw outOfReach(mergeCount: survey.mergeBound)
    }
  }

  /// Learns all merges.
  consuming func learn(progress: BPETrainer.LearningProgress?) throws -> Tokenizer {
    let pieceCount = symbols.count + min(mergeCount, survey.mergeBound)
    return pieceCount <= 1 << 16
      ? try learn(as: UInt16.self, progress: progress)
      : try learn(as: UInt32.self, progress: progress)
  }

  private consuming func learn<Cell: SymbolStorage>(
    as: Cell.Type, progress: BPETrainer.LearningProgress?
  ) throws -> Tokenizer {
    let plan = LearningPlan(
      mergeCount: mergeCount, options,
      pairMemory: try options.memory.pairMemory(
        besidesText: survey.cellCount * MemoryLayout<Cell>.size))
    var learner = MergeLearner<Cell>(try takeText(), symbols: symbols, plan: plan)
    for learned in 0..<mergeCount {
      guard learner.learnMerge() else { throw outOfReach(mergeCount: learned) }
      progress?(learned + 1, mergeCount)
    }
    let vocabulary = try Vocabulary(
      pieces: learner.symbols.pieces,
      specialTokens: Set(0..<TokenID(SpecialPiece.markers.count)))
    return Tokenizer(
      BytePairEncoder(
        vocabulary: vocabulary, merges: learner.merges, normalizer: options.normalizer,
        preTokenizer: options.preTokenizer))
  }

  /// Lays out the words as text, and forgets them.
  private mutating func takeText<Cell>() throws -> TrainingText<Cell> {
    defer { words = .tables([]) }
    var characters = ScalarTable(repeating: TrainingText<Cell>.boundary)
    let first = symbols.count - alphabet.characters.count
    for (offset, character) in alphabet.characters.enumerated() {
      characters[character.value] = Cell(first + offset)
    }
    return try TrainingText(
      words, survey: survey, without: protectedSymbols, characters: characters)
  }

  private static func mergeCount(
    _ size: BPETrainer.Size, startingWith pieceCount: Int
  ) throws -> Int {
    switch size {
    case .merges(let wanted):
      return wanted
    case .vocabulary(let wanted):
      guard wanted >= pieceCount else {
        throw TokenizationError.vocabularyTooSmall(wanted: wanted, smallest: pieceCount)
      }
      return wanted - pieceCount
    }
  }

  private func outOfReach(mergeCount: Int) -> TokenizationError {
    switch options.size {
    case .merges(let wanted): .tooManyMerges(wanted: wanted, largest: mergeCount)
    case .vocabulary(let wanted):
      .vocabularyTooLarge(wanted: wanted, largest: symbols.count + mergeCount)
    }
  }
}
