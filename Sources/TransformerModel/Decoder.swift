import Autodiff
import Kernels
import Tensors

/// Masked self-attention, cross-attention, then feed-forward (§3.1).
struct DecoderLayer: Sendable {
  let selfAttention: DecoderSelfAttention
  let crossAttention: CrossAttention
  let feedForward: FeedForward

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    selfAttention = DecoderSelfAttention(name + ".self_attention", configuration, in: &layout)
    crossAttention = CrossAttention(name + ".cross_attention", configuration, in: &layout)
    feedForward = FeedForward(name + ".feed_forward", configuration, in: &layout)
  }

  func callAsFunction(_ x: Variable, _ view: DecoderLayerView, on tape: Tape) -> Variable {
    let attended = tape.overwriting(x) { selfAttention($0, history: view.history, on: tape) }
    let informed = tape.overwriting(attended) {
      crossAttention($0, source: view.source, target: view.target, on: tape)
    }
    return tape.overwriting(informed) { feedForward($0, on: tape) }
  }
}

/// What one decoder layer sees besides its input: the same for a whole target and for one decoding
/// step.
struct DecoderLayerView {
  let history: TargetHistory
  let source: SourceView
  /// The input's rows of each sentence.
  let target: SequenceExtents
}

/// A stack of decoder layers (§3.1).
struct Decoder: Sendable {
  let layers: [DecoderLayer]

  init(_ configuration: TransformerConfiguration, in layout: inout ParameterLayout) {
    var layers: [DecoderLayer] = []
    for index in 0..<configuration.decoderLayerCount {
      layers.append(DecoderLayer("decoder.layers.\(index)", configuration, in: &layout))
    }
    self.layers = layers
  }

  /// Every layer's keys and values of the memory `[source tokens, D]`.
  func project(_ memory: Variable, source: SequenceExtents, on tape: Tape) -> [ProjectedMemory] {
    layers.map { layer in
      ProjectedMemory(
        keyValue: layer.crossAttention.project(memory, on: tape), extents: source)
    }
  }

  /// The same, laid out for decoding steps.
  func layOut(
    _ memory: Variable, source: SequenceExtents, in arena: Arena, on tape: Tape
  ) -> [StepMemory] {
    layers.map { $0.crossAttention.layOut(memory, source: source, in: arena, on: tape) }
  }

  /// Embedded target `[target tokens, D]` → hidden states `[target tokens, D]`.
  func callAsFunction(
    _ embedded: Variable, on tape: Tape, view: (_ layer: Int) -> DecoderLayerView
  ) -> Variable {
    var x = embedded
    for (index, layer) in layers.enumerated() {
      x = layer(x, view(index), on: tape)
    }
    return x
  }
}
