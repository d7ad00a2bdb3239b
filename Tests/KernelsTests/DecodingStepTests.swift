import Kernels
import Testing

/// The operations of decoding steps through the backend.
@Suite struct DecodingStepTests {
  private let backend = CPUBackend()

  @Test func theLikeliestTokensHaveTheLogProbabilitiesOfLogSoftmax() {
    let logits = matrix(2, 50)
    let request = LikeliestRequest(count: 3, suppressed: [0, 4], asked: 2)
    let found = backend.likeliest(logits, request)
    backend.logSoftmax(logits)
    let logProbabilities = numbers(logits.buffer)
    #expect(found.tokens.count == 6 && found.logProbabilities.count == 6)
    for row in 0..<2 {
      let order = (0..<50).filter { $0 != 0 && $0 != 4 }
        .sorted { logProbabilities[row * 50 + $0] > logProbabilities[row * 50 + $1] }
      #expect(found.tokens[row * 3..<row * 3 + 3].map(Int.init) == Array(order[..<3]))
      #expect(
        Array(found.logProbabilities[row * 3..<row * 3 + 3])
          == order[..<3].map { logProbabilities[row * 50 + $0] })
    }
    #expect(found.askedLogProbabilities == [logProbabilities[2], logProbabilities[52]])
  }

  @Test func shortlistsAreOfRows() {
    let logits = matrix(3, 50)
    let shortlists = RowShortlists(ids: [5, 9, 11, 2], offsets: [0, 3, 4], listOfRow: [1, 0, 1])
    let found = backend.likeliest(logits, LikeliestRequest(count: 2, shortlists: shortlists))
    #expect(found.tokens[0] == 2 && found.tokens[1] == -1 && found.tokens[4] == 2)
    #expect(found.logProbabilities[0] == 0)
    #expect(Set(found.tokens[2..<4]).isSubset(of: [5, 9, 11]))
    #expect(found.askedLogProbabilities.isEmpty)
  }

  @Test func listsHaveToAscendWithinTheVocabulary() async {
    await #expect(processExitsWith: .failure) {
      let backend = CPUBackend()
      let logits = Matrix(backend.allocate(5), rowCount: 1, columnCount: 5)
      _ = backend.likeliest(logits, LikeliestRequest(count: 1, suppressed: [3, 3]))
    }
    await #expect(processExitsWith: .failure) {
      let backend = CPUBackend()
      let logits = Matrix(backend.allocate(5), rowCount: 1, columnCount: 5)
      let shortlists = RowShortlists(ids: [1, 5], offsets: [0, 2], listOfRow: [0])
      _ = backend.likeliest(logits, LikeliestRequest(count: 1, shortlists: shortlists))
    }
  }

  @Test(arguments: [Kernels.Precision.f32, .bf16, .int8])
  func selectedColumnsArePackedAsIfTheyWereAMatrix(precision: Kernels.Precision) {
    let columns: [Int32] = [69, 0, 64, 63, 7]
    let table = matrix(70, 21)
    let whole = backend.makePacked(rowCount: 21, columnCount: 70, precision: precision)
    backend.pack(table, firstRow: 0, transposed: true, into: whole)
    let rows = Matrix(backend.allocate(5 * 21), rowCount: 5, columnCount: 21)
    for (row, column) in columns.enumerated() {
      let column = Int(column)
      backend.copy(table.rows(column..<column + 1), to: rows.rows(row..<row + 1))
    }
    let (selection, wanted) = (
      backend.makePacked(rowCount: 21, columnCount: 5, precision: precision),
      backend.makePacked(rowCount: 21, columnCount: 5, precision: precision)
    )
    backend.pack(rows, firstRow: 0, transposed: true, into: wanted)
    backend.write(
      [Float](repeating: 1, count: selection.buffer.count).span, to: selection.buffer)
    backend.selectColumns(columns, of: whole, into: selection)
    expectSameBits(numbers(selection.buffer), numbers(wanted.buffer))
  }

  @Test func embeddingFromAPackedTableIsThatOfTheTable() {
    let (table, places) = (matrix(70, 20), matrix(3, 20))
    let (ids, positions): ([Int32], [Int32]) = ([69, 0, 64], [2, 0, 1])
    let wanted = Matrix(backend.allocate(60), rowCount: 3, columnCount: 20)
    backend.embed(
      EmbeddingForward(
        table: table, ids: ids, positionTable: places, positions: positions, scale: 3,
        dropout: .none, output: wanted))
    for (precision, tolerance) in [(Kernels.Precision.f32, Float(0)), (.bf16, 0.02), (.int8, 0.02)]
    {
      let packed = backend.makePacked(rowCount: 20, columnCount: 70, precision: precision)
      backend.pack(table, firstRow: 0, transposed: true, into: packed)
      let output = Matrix(backend.allocate(60), rowCount: 3, columnCount: 20)
      backend.embed(
        PackedEmbedding(
          table: packed, ids: ids, positionTable: places, positions: positions, scale: 3,
          output: output))
      let differences = zip(numbers(output.buffer), numbers(wanted.buffer)).map { abs($0 - $1) }
      #expect(differences.count == 60 && differences.allSatisfy { $0 <= tolerance })
      #expect(differences.contains { $0 > 0 } == (precision != .f32))
    }
  }

  /// Eight heads share the columns of a group, then four; the thirteenth has its own as they are.
  @Test(arguments: [Kernels.Precision.f32, .bf16])
  func keysAreWrittenColumnByColumn(storage: Kernels.Precision) {
    let (x, d) = (matrix(2, 13 * 6), storage == .bf16 ? 3 : 6)
    let layout = KeyValueCache.Layout(headCount: 13, headDimension: 6, storage: storage)
    #expect(layout.keyWidth == 13 * d && layout.valueWidth == 13 * (storage == .bf16 ? 16 : 6))
    let slots = Matrix(
      backend.allocate(3 * layout.width), rowCount: 3, columnCount: layout.width)
    let cache = KeyValueCache(slots, layout)
    backend.write(keys: x, values: x, toSlots: [2, 0], of: cache)
    let (from, to) = (numbers(x.buffer), numbers(slots.buffer))
    for (row, slot) in [(0, 2), (1, 0)] {
      let key = { (head: Int, word: Int) in
        let at = row * 78 + head * 6
        guard storage == .bf16 else { return from[at + word] }
        return pairOfBF16(
          roundedToBF16(from[at + 2 * word]), roundedToBF16(from[at + 2 * word + 1]))
      }
      let wanted =
        (0..<8 * d).map { key($0 % 8, $0 / 8) } + (0..<4 * d).map { key(8 + $0 % 4, $0 / 4) }
        + (0..<d).map { key(12, $0) }
      let start = slot * layout.width
      expectSameBits(Array(to[start..<start + layout.keyWidth]), wanted)
    }
    #expect(to[layout.width..<2 * layout.width].allSatisfy { $0 == 0 })
  }

  @Test func valuesInBF16HaveTwoVectorsInOne() {
    let x = matrix(1, 2 * 40)
    let layout = KeyValueCache.Layout(headCount: 2, headDimension: 40, storage: .bf16)
    #expect(layout.valueWidth == 2 * 32)
    let slots = Matrix(backend.allocate(layout.width), rowCount: 1, columnCount: layout.width)
    let cache = KeyValueCache(slots, layout)
    backend.write(keys: x, values: x, toSlots: [0], of: cache)
    let (from, to) = (numbers(x.buffer).map(roundedToBF16), numbers(slots.buffer))
    let wanted = (0..<64).map { word -> Float in
      let (head, column) = (word / 32, word % 32 / 16 * 32 + word % 16)
      let value = { $0 < 40 ? from[head * 40 + $0] : 0 }
      return pairOfBF16(value(column), value(column + 16))
    }
    expectSameBits(Array(to[layout.keyWidth...]), wanted)
  }

  @Test func roundingIsThatOfBF16AndLeavesGaps() {
    let x = matrix(3, 40)
    let wanted = numbers(x.buffer).enumerated().map { index, number in
      (5..<38).contains(index % 40) ? roundedToBF16(number) : number
    }
    backend.roundToBFloat16(x.columns(5..<38))
    expectSameBits(numbers(x.buffer), wanted)
  }

  @Test func slotsOutsideACacheAreRefused() async {
    await #expect(processExitsWith: .failure) {
      let backend = CPUBackend()
      let layout = KeyValueCache.Layout(headCount: 1, headDimension: 4, storage: .f32)
      let slots = Matrix(backend.allocate(16), rowCount: 2, columnCount: 8)
      let row = Matrix(backend.allocate(4), rowCount: 1, columnCount: 4)
      backend.write(keys: row, values: row, toSlots: [2], of: KeyValueCache(slots, layout))
    }
  }

  /// In bf16, to the keys and values that rounding leaves.
  @Test(arguments: [Kernels.Precision.f32, .bf16])
  func attentionToAMemoryIsAttention(storage: Kernels.Precision) {
    let (queries, extents) = (
      SequenceExtents(lengths: [2, 0, 1]), SequenceExtents(lengths: [5, 3, 9])
    )
    let (q, kv) = (matrix(3, 64), matrix(17, 128))
    let memory = StepMemory(
      extents, headCount: 2, headDimension: 32, storage: storage, allocate: backend.allocate)
    let perWord = storage == .bf16 ? 2 : 1
    #expect(memory.keys.count == 3 * 16 * 64 / perWord)
    #expect(memory.values.count == (storage == .bf16 ? 3 + 2 + 5 : 17) * 64)
    backend.layOut(keys: kv.columns(0..<64), values: kv.columns(64..<128), into: memory)
    let output = Matrix(backend.allocate(3 * 64), rowCount: 3, columnCount: 64)
    let means = Matrix(backend.allocate(3 * 10), rowCount: 3, columnCount: 10)
    backend.attendToMemory(
      MemoryAttention(
        query: q, queries: queries, memory: memory, output: output, meanProbabilities: means))
    if storage == .bf16 { round(kv.buffer) }
    let wanted = Matrix(backend.allocate(3 * 64), rowCount: 3, columnCount: 64)
    backend.attend(
      AttentionGeometry(
        queries: queries, keys: extents, headCount: 2, headDimension: 32, isCausal: false),
      AttentionOperands(query: q, key: kv.columns(0..<64), value: kv.columns(64..<128)),
      dropout: .none, into: wanted, logSums: backend.allocate(6))
    expectSameBits(numbers(output.buffer), numbers(wanted.buffer))
    let rows = numbers(means.buffer)
    for (row, count) in [5, 5, 9].enumerated() {
      #expect(abs(rows[row * 10..<row * 10 + count].reduce(0, +) - 1) < 1e-5)
      #expect(rows[row * 10 + count..<row * 10 + 10].allSatisfy { $0 == 0 })
    }
  }

  /// Memory comes back from the system, or from what was freed, as zeros.
  @Test(arguments: [1, 1000, 1 << 19, (1 << 20) + 3]) func newMemoryIsZero(count: Int) {
    for _ in 0..<3 {
      let buffer = backend.allocate(count)
      #expect(numbers(buffer).allSatisfy { $0 == 0 })
      backend.write([Float](repeating: 1, count: count).span, to: buffer)
    }
  }

  private func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    let buffer = backend.allocate(rowCount * columnCount)
    backend.write(CNumbers.array(buffer.count, seed: columnCount).span, to: buffer)
    return Matrix(buffer, rowCount: rowCount, columnCount: columnCount)
  }

  private func round(_ buffer: FloatBuffer) {
    backend.write(numbers(buffer).map(roundedToBF16).span, to: buffer)
  }

  private func numbers(_ buffer: FloatBuffer) -> [Float] {
    backend.withNumbers(of: buffer) { numbers in numbers.indices.map { numbers[$0] } }
  }
}
