import Autodiff
package import Corpora
package import Tokenization
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
  package func batch(_ pairs: [Int], _ markers: SentenceMarkers) -> TeacherForcedBatch {
    TeacherForcedBatch(
      source: TokenBatch(pairs.map { Array(source[$0]) + [markers.end] }),
      input: TokenBatch(pairs.map { [markers.begin] + Array(target[$0]) }),
      labels: pairs.flatMap { Array(target[$0]) + [markers.end] })
  }
}
