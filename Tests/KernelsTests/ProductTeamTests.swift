import Kernels
import Testing

@Suite struct ProductTeamTests {
  private let alone = CPUBackend()

  private func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    let buffer = alone.allocate(rowCount * columnCount)
    alone.write(CNumbers.array(buffer.count, seed: rowCount).span, to: buffer)
    return Matrix(buffer, rowCount: rowCount, columnCount: columnCount)
  }

  private func product(
    _ a: Matrix, _ b: PackedMatrix, _ bias: FloatBuffer, _ backend: CPUBackend
  ) -> [Float] {
    let c = Matrix(
      alone.allocate(a.rowCount * b.columnCount), rowCount: a.rowCount, columnCount: b.columnCount)
    backend.multiply(a, b, epilogue: .biasReLU(bias), into: c)
    return alone.withNumbers(of: c.buffer) { span in span.indices.map { span[$0] } }
  }

  /// Products that are shared and others that are too small, one after the other.
  @Test(arguments: [Kernels.Precision.f32, .bf16, .int8], 1...4)
  func aSharedProductHasTheBitsOfAProduct(precision: Kernels.Precision, memberCount: Int) {
    let team = ProductTeam(memberCount: memberCount)
    let together = CPUBackend(team: team)
    for (rowCount, depth, columnCount) in [
      (1, 300, 700), (5, 513, 128), (40, 257, 1000), (3, 20, 70),
    ] {
      let a = matrix(rowCount, depth)
      let b = alone.makePacked(rowCount: depth, columnCount: columnCount, precision: precision)
      alone.pack(matrix(depth, columnCount), firstRow: 0, transposed: false, into: b)
      let bias = matrix(1, columnCount).buffer
      let wanted = product(a, b, bias, alone)
      #expect(wanted.contains { $0 > 0 })
      for _ in 0..<20 { team.atWork { expectSameBits(product(a, b, bias, together), wanted) } }
      team.atWork {
        for _ in 0..<100 { expectSameBits(product(a, b, bias, together), wanted) }
      }
      expectSameBits(product(a, b, bias, together), wanted, "the team is asleep")
    }
  }

  @Test func aTeamWithoutWorkEnds() {
    for memberCount in 1...4 { _ = ProductTeam(memberCount: memberCount) }
    let team = ProductTeam(memberCount: 3)
    #expect(team.memberCount == 3 && team.atWork { 7 } == 7)
  }
}
