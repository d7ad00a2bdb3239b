import CKernels
import CKernels.Twins
import Testing

/// Embedding from the packed table of the output projection.
@Suite struct CPackedEmbeddingTests {
  private static let v = 131
  private static let ids: [Int32] = [2, 0, 130, 63, 64, 2, 127]
  private static let positions: [Int32] = [0, 1, 2, 0, 1, 0, 2]
  private static let dimensions = [1, 3, 16, 37, 64, 130]

  private struct Table {
    let d: Int
    var numbers: [Float] { CNumbers.array(v * d) }
    var places: [Float] { CNumbers.array(3 * d, seed: 2) }

    /// What `embed` makes of a table.
    func embedded(_ table: [Float], _ twin: CTwin) -> [Float] {
      var out = [Float](repeating: .nan, count: ids.count * d)
      twin.kernels.embed(table, ids, places, positions, ids.count, d, 3, .none, .none, &out)
      return out
    }
  }

  @Test(arguments: CTwin.all) func f32GivesTheBitsOfTheTable(of twin: CTwin) {
    for d in Self.dimensions {
      let table = Table(d: d)
      var packed = [Float](repeating: .nan, count: apus_packed_count(d, Self.v))
      var out = [Float](repeating: .nan, count: Self.ids.count * d)
      twin.kernels.pack(table.numbers, d, Self.v, 1, d, &packed, d * 64)
      twin.kernels.embed_packed(
        packed, d, Self.ids, table.places, Self.positions, Self.ids.count, 3, &out)
      expectSameBits(out, table.embedded(table.numbers, twin), "d \(d)")
    }
  }

  @Test(arguments: CTwin.all) func bf16GivesTheRoundedTable(of twin: CTwin) {
    for d in Self.dimensions {
      let table = Table(d: d)
      var packed = [UInt32](repeating: .max, count: apus_packed_bf16_count(d, Self.v))
      var out = [Float](repeating: .nan, count: Self.ids.count * d)
      twin.kernels.pack_bf16(table.numbers, d, Self.v, 1, d, &packed, (d + 1) / 2 * 64)
      twin.kernels.embed_packed_bf16(
        packed, d, Self.ids, table.places, Self.positions, Self.ids.count, 3, &out)
      let rounded = table.numbers.map { Float(Precision.bf16.operand($0)) }
      expectSameBits(out, table.embedded(rounded, twin), "d \(d)")
    }
  }

  @Test(arguments: CTwin.all) func int8GivesTheDequantizedTable(of twin: CTwin) {
    for d in Self.dimensions {
      let table = Table(d: d)
      var packed = [UInt32](repeating: .max, count: apus_packed_int8_count(d, Self.v))
      var out = [Float](repeating: .nan, count: Self.ids.count * d)
      twin.kernels.pack_int8(table.numbers, d, Self.v, 1, d, &packed)
      twin.kernels.embed_packed_int8(
        packed, d, Self.v, Self.ids, table.places, Self.positions, Self.ids.count, 3, &out)
      let numbers = table.numbers
      let dequantized = (0..<Self.v).flatMap { row in
        let line = Quantized(column: Array(numbers[row * d..<(row + 1) * d]))
        return line.integers.map { Float($0) * line.scale }
      }
      expectSameBits(out, table.embedded(dequantized, twin), "d \(d)")
    }
  }
}
