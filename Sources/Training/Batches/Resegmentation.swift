import Autodiff
import Corpora
import Tokenization

/// Cuts the words of a pair in other ways each epoch: BPE-dropout (Provilkov et al., 2020).
///
/// A merge of the tokenizer is left out with a given probability, on both sides. The same seed,
/// pair and epoch give the same tokens.
struct Resegmentation: Sendable {
  /// A side that would get longer than this many times its stored tokens stays as it is stored.
  ///
  /// So does one that would exceed the longest allowed: the memory of a run stays bounded.
  static let longestGrowth = 2

  private let encoder: BytePairEncoder
  private let probability: Double
  private let seed: UInt64
  private let maximumLength: Int

  /// Nil where the options leave no merge out.
  init?(_ tokenizer: Tokenizer, options: TrainingOptions) {
    guard options.bpeDropoutRate > 0 else { return nil }
    guard let encoder = tokenizer.mergeEncoder else {
      preconditionFailure("the tokenizer has no merges to leave out")
    }
    self.encoder = encoder
    probability = options.bpeDropoutRate
    seed = options.seed
    maximumLength = options.maximumLength
  }

  /// The pair cut anew.
  ///
  /// - Parameters:
  ///   - pair: As it is stored, cut without dropout.
  ///   - index: Its place in the corpus.
  ///   - epoch: Counted from 0.
  /// - Returns: Tokens that spell the same.
  func pair(_ pair: SentencePair, index: Int, epoch: Int) -> SentencePair {
    let epochSeed = CounterRandom.mix(seed ^ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    func cut(_ tokens: [Int32], side: Int) -> [Int32] {
      let dropout = BPEDropout(
        probability: probability, seed: epochSeed, position: UInt64(2 * index + side))
      let anew = encoder.tokenize(encoder.detokenize(tokens), dropout: dropout)
      let limit = min(maximumLength, Self.longestGrowth * tokens.count)
      return anew.count <= limit ? anew : tokens
    }
    return SentencePair(source: cut(pair.source, side: 0), target: cut(pair.target, side: 1))
  }
}
