import Autodiff
import Corpora
import Kernels
import Tensors
import TransformerModel

/// The memory that a model's tensors need for micro-batches, found out by running it without
/// numbers.
struct TensorNeed {
  private let model: Transformer
  private let parameters: ParameterStore
  private let gradients: FloatBuffer
  private let backend = PlanningBackend()

  init(_ identity: RunIdentity) {
    // The model is this plan's own: its table of positions lies in the plan's memory.
    model = Transformer(identity.model)
    parameters = ParameterStore(
      layout: model.layout, purpose: .training, precision: identity.options.precision,
      backend: backend)
    gradients = backend.allocate(model.layout.count)
  }

  /// Numbers of a worker's arena for a micro-batch, forward and backward.
  func training(_ batch: TeacherForcedBatch) -> Int {
    let arena = Arena(backend: backend)
    let tape = Tape(
      parameters: parameters, arena: arena, gradients: gradients, dropout: .none)
    _ = model.loss(batch, LossOptions(smoothing: 0, gradientScale: 1), on: tape)
    tape.backward()
    return arena.highWaterCount
  }

  /// Numbers of a worker's arena for the loss alone.
  func loss(_ batch: TeacherForcedBatch) -> Int {
    let arena = Arena(backend: backend)
    let tape = Tape(parameters: parameters, arena: arena)
    _ = model.loss(batch, LossOptions(smoothing: 0, gradientScale: 0), on: tape)
    return arena.highWaterCount
  }

  /// Numbers of a worker's arena for micro-batches as a linear function of their tokens.
  ///
  /// Every tensor has a row a token. Only the logits, which are held for some rows at a time, grow
  /// no more from there on, so that smaller shapes than `corner` do not lie above the straight line.
  func linear(at corner: MicroBatchShape) -> LinearNeed {
    let count = training(corner.batch)
    func slope(_ grow: (inout MicroBatchShape) -> Void) -> Double {
      var larger = corner
      grow(&larger)
      return Double(training(larger.batch) - count) / 16
    }
    // Arenas round to 16 numbers: 16 tokens more take 16 times what one takes.
    return LinearNeed(
      corner: TokenCounts(
        source: Double(corner.sourceCount), target: Double(corner.targetCount)),
      cornerCount: count,
      slopes: TokenCounts(
        source: slope { $0.sourceCount += 16 }, target: slope { $0.targetCount += 16 }))
  }

  /// The largest scratch of an operation of the backends used so far.
  var scratchCount: Int { backend.scratchCount }
}

/// The numbers of an arena, for as many tokens as `corner` has and fewer.
struct LinearNeed {
  let corner: TokenCounts
  let cornerCount: Int
  /// What a source and a target token take.
  let slopes: TokenCounts

  /// The numbers for some tokens, rounded up to 16 of both sides.
  func count(_ tokens: TokenCounts) -> Int {
    let fewer = TokenCounts(
      source: max(corner.source - tokens.source - 16, 0),
      target: max(corner.target - tokens.target - 16, 0))
    return cornerCount - Int(fewer.sum(slopes))
  }
}
