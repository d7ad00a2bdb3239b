import Decoding
import Tokenization

/// How sentences are searched for.
struct SearchPlan: Sendable {
  private let options: SearchOptions
  private let sampling: SamplingOptions?
  private let tokenizer: Tokenizer

  init(_ options: TranslationOptions, tokenizer: Tokenizer) {
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
    self.options = search
    sampling = options.sampling
    self.tokenizer = tokenizer
  }

  /// Decodes a session's sentences.
  func decode(_ session: some SearchSession) {
    if let sampling {
      Sampling(options, sampling).decode(session)
    } else {
      BeamSearch(options).decode(session)
    }
  }

  /// What search has to know of a sentence.
  func sentence(_ sentence: TokenizedSentence) -> SearchSentence {
    let request = sentence.request
    var options = options
    if request.forbidsRepetition { options.repetition.noRepeatNgramSize = 3 }
    if let count = request.maximumTokenCount {
      options.lengthLimit = options.lengthLimit.atMost(count)
    }
    return SearchSentence(
      options, sourceLength: sentence.tokens.count,
      constraints: request.hasConstraints ? tokenizer.constraints(of: request) : .none,
      key: sampling == nil ? 0 : sentence.tokens.stableHash)
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
