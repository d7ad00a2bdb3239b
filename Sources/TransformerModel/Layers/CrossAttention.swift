import Autodiff
import Kernels
import Tensors

/// What a target token sees of the source.
enum SourceView {
  /// Keys and values as the products left them: whole targets, in training above all.
  case whole(ProjectedMemory)
  /// Keys and values laid out for decoding steps, of some sentences after others; the mean of the
  /// heads' probabilities goes into the matrix given, `[target tokens, longest source]`, if there is
  /// one.
  case laidOut([LaidOutSource], probabilities: Matrix?)
}

/// One decoder layer's keys and values of some sentences' sources, and the target tokens that see
/// them.
struct LaidOutSource {
  let memory: StepMemory
  /// Those sentences' target tokens among all.
  let rows: Range<Int>
  /// The target tokens of each of the sentences, counted from the first of them.
  let queries: SequenceExtents
}

/// One decoder layer's keys and values of the source.
struct ProjectedMemory {
  /// `[source tokens, 2D]`.
  let keyValue: Variable
  let extents: SequenceExtents
}

/// Decoder-to-encoder cross-attention: every target token sees the whole source sentence (§3.2.3,
/// first use).
struct CrossAttention: Sendable {
  let query: Linear
  let keyValue: Linear
  let output: Linear
  let norm: ResidualNorm
  let heads: AttentionHeads

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    let d = configuration.modelDimension
    query = Linear(name + ".query", from: d, to: d, in: &layout)
    keyValue = Linear(name + ".key_value", from: d, to: 2 * d, fusedCount: 2, in: &layout)
    output = Linear(name + ".output", from: d, to: d, in: &layout)
    norm = ResidualNorm(name + ".norm", configuration, in: &layout)
    heads = AttentionHeads(configuration)
  }

  /// Keys and values of the encoder's memory, `[source tokens, D]` → `[source tokens, 2D]`; the
  /// same for every target token.
  func project(_ memory: Variable, on tape: Tape) -> Variable {
    let projected = keyValue(memory, on: tape)
    tape.roundKeysAndValues(projected, 0..<2 * heads.modelDimension)
    return projected
  }

  /// The same, laid out for decoding steps.
  func layOut(
    _ memory: Variable, source: SequenceExtents, in arena: Arena, on tape: Tape
  ) -> StepMemory {
    tape.stepMemory(
      extents: source, headCount: heads.count, headDimension: heads.dimension, in: arena
    ) {
      keyValue(memory, on: tape)
    }
  }

  /// `[target tokens, D]` → `[target tokens, D]`.
  func callAsFunction(
    _ x: Variable, source: SourceView, target: SequenceExtents, on tape: Tape
  ) -> Variable {
    let attended = attend(query(x, on: tape), source, target, on: tape)
    return norm(x, output(attended, on: tape), on: tape)
  }

  private func attend(
    _ query: Variable, _ source: SourceView, _ target: SequenceExtents, on tape: Tape
  ) -> Variable {
    switch source {
    case .whole(let memory):
      tape.attention(
        .queryAndKeyValue(query, memory.keyValue),
        heads.geometry(queries: target, keys: memory.extents, isCausal: false))
    case .laidOut(let sources, let probabilities):
      tape.memoryAttention(
        query: query, to: sources.map { ($0.memory, $0.rows, $0.queries) },
        probabilities: probabilities)
    }
  }
}
