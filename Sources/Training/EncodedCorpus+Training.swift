import Autodiff
package import Corpora
package import TransformerModel

extension EncodedCorpus {
  /// A hash of all tokens and of where sentences end, in hexadecimal.
  package var fingerprint: String {
    let sides = [source, target].flatMap { [$0.offsets, $0.tokens] }
    let hash = sides.joined().reduce(UInt64(count)) { hash, number in
      CounterRandom.mix(hash ^ UInt64(UInt32(bitPattern: number)) &+ 0x9E37_79B9_7F4A_7C15)
    }
    return String(hash, radix: 16)
  }

  /// Some pairs as the model is trained on them: the source ended, the target shifted right.
  package func batch(_ pairs: [Int], _ tokens: SpecialTokens) -> TeacherForcedBatch {
    TeacherForcedBatch(
      source: TokenBatch(pairs.map { Array(source[$0]) + [tokens.endOfSentence] }),
      input: TokenBatch(pairs.map { [tokens.beginOfSentence] + Array(target[$0]) }),
      labels: pairs.flatMap { Array(target[$0]) + [tokens.endOfSentence] })
  }
}

/// The ids that stand around sentences.
package struct SpecialTokens: Sendable, Equatable {
  package var beginOfSentence: Int32
  package var endOfSentence: Int32

  package init(beginOfSentence: Int32, endOfSentence: Int32) {
    self.beginOfSentence = beginOfSentence
    self.endOfSentence = endOfSentence
  }
}
