import Decoding
import Tokenization

extension TranslationDetails {
  /// Adds to translations what is known of their tokens.
  struct Reader {
    private let options: DetailOptions
    private let network: Network
    private let tokenizer: Tokenizer
    private let worker: InferenceWorker

    /// A reader of what a network, the first of an ensemble, attends to.
    init(
      _ options: DetailOptions, _ network: Network, tokenizer: Tokenizer, worker: InferenceWorker
    ) {
      self.options = options
      self.network = network
      self.tokenizer = tokenizer
      self.worker = worker
    }

    /// The translations that candidates become.
    func translations(
      of sentences: [TokenizedSentence], _ candidates: [[Candidate]]
    ) -> [[Translation]] {
      guard !options.isEmpty else { return candidates.map { $0.map { Translation($0) } } }
      let attention = attention(of: sentences, candidates)
      var next = 0
      return zip(sentences, candidates).map { sentence, candidates in
        candidates.map { candidate in
          defer { next += 1 }
          return Translation(
            candidate,
            details: details(
              sentence, candidate.hypothesis, attention: attention.isEmpty ? [] : attention[next]))
        }
      }
    }

    private func details(
      _ sentence: TokenizedSentence, _ hypothesis: Hypothesis, attention: [[Float]]
    ) -> TranslationDetails {
      TranslationDetails(
        sourcePieces: tokenizer.piecesToTheEnd(sentence.tokens),
        targetPieces: tokenizer.piecesToTheEnd(hypothesis.tokens),
        logProbabilities: hypothesis.tokenLogProbabilities, attention: attention)
    }

    /// The attention of all candidates, one after the other; nothing where none is wanted.
    private func attention(
      of sentences: [TokenizedSentence], _ candidates: [[Candidate]]
    ) -> [[[Float]]] {
      guard let layer = options.alignmentLayer else { return [] }
      let markers = tokenizer.sentenceMarkers
      let forced = ForcedDecoding(
        model: network.model, parameters: network.parameters, beginOfSentence: markers.begin,
        endOfSentence: markers.end)
      return zip(sentences, candidates).flatMap { sentence, candidates in
        let pairs = candidates.map {
          ForcedDecoding.Pair(source: sentence.tokens, target: $0.hypothesis.tokens)
        }
        return forced.scores(of: pairs, attentionLayer: layer - 1, worker: worker)
          .map { $0.attention.rows(of: sentence.tokens.count + 1) }
      }
    }
  }
}

extension Translation {
  fileprivate init(_ candidate: Candidate, details: TranslationDetails? = nil) {
    self.init(
      text: candidate.text, logProbability: candidate.hypothesis.logProbability,
      score: candidate.score, isTruncated: candidate.hypothesis.isTruncated, details: details)
  }
}

extension Tokenizer {
  /// The pieces of tokens, the end of sentence last.
  func piecesToTheEnd(_ tokens: [TokenID]) -> [String] {
    (tokens + [sentenceMarkers.end]).map(piece(for:))
  }
}

extension [Float] {
  /// The numbers in rows of a length.
  func rows(of length: Int) -> [[Float]] {
    stride(from: 0, to: count, by: length).map { Array(self[$0..<$0 + length]) }
  }
}
