import Autodiff
import Kernels
import Tensors
import Testing

/// Parameters of a finished model, of which matrices are held packed alone.
@Suite struct FrozenStoreTests {
  private let backend = CPUBackend()
  private let embedding: Parameter
  private let weight: Parameter
  private let bias: Parameter
  private let layout: ParameterLayout

  init() {
    var layout = ParameterLayout()
    // More rows than pass at once, which are 16 Ki numbers.
    embedding = layout.declareRandom("embedding", [1100, 70], role: .embedding)
    weight = layout.declareRandom("weight", [70, 130], role: .weight)
    bias = layout.declareRandom("bias", [130])
    self.layout = layout
  }

  private func store(
    _ purpose: ParameterStore.Purpose, _ precision: Precision
  ) -> ParameterStore {
    let store = ParameterStore(
      layout: layout, purpose: purpose, precision: precision, backend: backend)
    store.initialize(seed: 5, backend: backend)
    return store
  }

  @Test(arguments: Precision.allCases)
  func productsAreThoseOfAStoreWithValues(precision: Precision) {
    let (wanted, found) = (
      products(store(.inference, precision)), products(store(.frozen, precision))
    )
    #expect(wanted.count == 4 * (130 + 1100))
    #expect(wanted == found)
  }

  /// x W + b and h Eᵀ.
  private func products(_ store: ParameterStore) -> [Float] {
    let tape = Tape(parameters: store, arena: Arena(backend: backend))
    let x = tape.input(.making([4, 70], .random(count: 280, stream: 1), on: tape.arena))
    return tape.linear(x, weight: weight, bias: bias).value.numbers(backend)
      + tape.logits(x, embedding: embedding).numbers(backend)
  }

  @Test func rowsLookedUpInPacksAreThoseOfTheTable() {
    let (wanted, found) = (embedded(store(.inference, .f32)), embedded(store(.frozen, .f32)))
    #expect(wanted.count == 5 * 70)
    #expect(wanted == found)
  }

  @Test(arguments: [Precision.bf16, .int8])
  func rowsLookedUpInPacksAreRoundedAsThese(precision: Precision) {
    let store = store(.frozen, precision)
    let (exact, found) = (embedded(self.store(.inference, .f32)), embedded(store))
    #expect(found != exact)
    // Numbers of size 1.5 times √70, to 1/256 in bf16 and 1/254 in int8.
    let largest = zip(exact, found).map { abs($0 - $1) }.max() ?? .infinity
    #expect(largest < 0.1)
  }

  private func embedded(_ store: ParameterStore) -> [Float] {
    let tape = Tape(parameters: store, arena: Arena(backend: backend))
    let positions = Tensor.making([3, 70], .random(count: 210, stream: 2), on: tape.arena)
    let tokens = PositionedTokens(ids: [0, 1099, 63, 64, 700], positions: [0, 1, 2, 0, 1])
    return tape.embed(tokens, table: embedding, positionTable: positions).value.numbers(backend)
  }

  @Test func vectorsKeepTheirValuesAndMatricesHaveNone() {
    let (whole, frozen) = (store(.inference, .f32), store(.frozen, .f32))
    #expect(frozen[bias].numbers(backend) == whole[bias].numbers(backend))
    #expect(frozen.values.count == 130)
    #expect(!frozen.hasValues(weight) && !frozen.hasValues(embedding) && frozen.hasValues(bias))
  }

  /// As a file of integers is read, against what int8 makes of the numbers themselves.
  @Test func integersWithScalesArePackedAsTheNumbersTheyWereMadeOf() {
    let (whole, wanted) = (store(.inference, .f32), store(.frozen, .int8))
    let found = ParameterStore(
      layout: layout, purpose: .frozen, precision: .int8, backend: backend)
    backend.copy(
      Matrix(whole[bias].buffer, rowCount: 1, columnCount: 130),
      to: Matrix(found[bias].buffer, rowCount: 1, columnCount: 130))
    for (parameter, axis) in [(weight, QuantizationAxis.column), (embedding, .row)] {
      let matrix = backend.quantize(whole[parameter].matrix, axis: axis)
      found.pack(
        quantized: matrix.bytes.span, scales: matrix.scales.span, of: parameter,
        backend: backend)
    }
    #expect(products(found) == products(wanted))
  }

  @Test(arguments: Precision.allCases)
  func aMatrixTakesMemoryOnce(precision: Precision) {
    let planning = PlanningBackend()
    let store = ParameterStore(
      layout: layout, purpose: .frozen, precision: precision, backend: planning)
    let packs =
      planning.makePacked(rowCount: 70, columnCount: 1100, precision: precision)
      .buffer.count
      + planning.makePacked(rowCount: 70, columnCount: 130, precision: precision).buffer.count
    #expect(store.values.count == 130)
    #expect(
      store.forwardPack(weight).buffer.count + store.forwardPack(embedding).buffer.count == packs)
  }
}
