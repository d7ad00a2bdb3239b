import Autodiff
import Kernels

/// Self-attention, then feed-forward (§3.1).
struct EncoderLayer: Sendable {
  let selfAttention: EncoderSelfAttention
  let feedForward: FeedForward

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    selfAttention = EncoderSelfAttention(name + ".self_attention", configuration, in: &layout)
    feedForward = FeedForward(name + ".feed_forward", configuration, in: &layout)
  }

  func callAsFunction(_ x: Variable, source: SequenceExtents, on tape: Tape) -> Variable {
    let attended = tape.overwriting(x) { selfAttention($0, source: source, on: tape) }
    return tape.overwriting(attended) { feedForward($0, on: tape) }
  }
}

/// A stack of encoder layers (§3.1).
struct Encoder: Sendable {
  let layers: [EncoderLayer]

  init(_ configuration: TransformerConfiguration, in layout: inout ParameterLayout) {
    var layers: [EncoderLayer] = []
    for index in 0..<configuration.encoderLayerCount {
      layers.append(EncoderLayer("encoder.layers.\(index)", configuration, in: &layout))
    }
    self.layers = layers
  }

  /// Embedded source `[source tokens, D]` → memory `[source tokens, D]`.
  func callAsFunction(_ embedded: Variable, source: SequenceExtents, on tape: Tape) -> Variable {
    layers.reduce(embedded) { x, layer in layer(x, source: source, on: tape) }
  }
}
