import Decoding
import Tokenization

/// How the sentences of a batch are searched for.
struct SearchPlan: Sendable {
  private let options: SearchOptions
  private let sampling: SamplingOptions?

  init(_ options: TranslationOptions, rule: SentenceBatch.Rule, tokenizer: Tokenizer) {
    let markers = tokenizer.sentenceMarkers
    var search = SearchOptions(
      beginOfSentence: markers.begin, endOfSentence: markers.end, beamSize: options.beamSize,
      hypothesisCount: options.hypothesisCount, lengthPenalty: options.lengthPenalty,
      lengthLimit: options.rules.maximumLength, suppressedTokens: tokenizer.silentTokens)
    search.minimumLength = options.rules.minimumLength
    search.scoring.lengthReward = options.rules.lengthReward
    search.scoring.coveragePenalty = options.rules.coveragePenalty
    search.repetition = options.rules.repetition
    search.diversity = options.rules.diversity
    search.stopping = options.rules.stopping
    if options.risk != nil { search.hypothesisCount = options.beamSize }
    if rule.forbidsRepetition { search.repetition.noRepeatNgramSize = 3 }
    if let count = rule.maximumTokenCount {
      search.lengthLimit = search.lengthLimit.atMost(count)
    }
    self.options = search
    sampling = options.sampling
  }

  /// Looks for the translations of a batch: for each sentence hypotheses, best first.
  func hypotheses(
    for sentences: [TokenizedSentence], tokenizer: Tokenizer,
    using scorer: inout some NextTokenScorer
  ) -> [[Hypothesis]] {
    let lengths = sentences.map(\.tokens.count)
    let isConstrained = sentences.contains { $0.request.hasConstraints }
    let constraints =
      isConstrained ? sentences.map { tokenizer.constraints(of: $0.request) } : []
    guard let sampling else {
      return BeamSearch(options).hypotheses(
        sourceLengths: lengths, constraints: constraints, using: &scorer)
    }
    return Sampling(options, sampling).hypotheses(
      sourceLengths: lengths, keys: sentences.map { $0.tokens.stableHash },
      constraints: constraints, using: &scorer)
  }
}

extension Tokenizer {
  /// What no translation may hold: tokens that mark and never spell, but the one that ends it.
  fileprivate var silentTokens: Set<TokenID> {
    let markers = sentenceMarkers
    let silent = [specialTokens.unknown, specialTokens.padding, markers.begin].compactMap { $0 }
    return Set(silent).subtracting([markers.end])
  }
}

extension [TokenID] {
  /// The same in every run of every program (FNV-1a): what tells a sentence's random numbers from
  /// those of others, wherever it stands.
  fileprivate var stableHash: UInt64 {
    reduce(0xcbf2_9ce4_8422_2325) { hash, token in
      (hash ^ UInt64(UInt32(bitPattern: token))) &* 0x100_0000_01b3
    }
  }
}
