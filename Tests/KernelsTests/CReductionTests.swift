import CKernels
import CKernels.Twins
import Testing

@Suite struct CReductionTests {
  @Test(arguments: CTwin.all)
  func lanesAreSummedInAFixedTree(of twin: CTwin) {
    for laneCount in [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 31] {
      for count in [0, 1, 15, 16, 17, 100] { check(twin, laneCount, count) }
    }
  }

  private func check(_ twin: CTwin, _ laneCount: Int, _ count: Int) {
    let offset = 5
    let lanes = (0..<laneCount).map { CNumbers.array(offset + count + 3, seed: $0) }
    let (result, squares) = reduced(lanes, offset: offset, count: count, twin)
    var wanted = lanes
    for index in offset..<offset + count { wanted[0][index] = treeSum(lanes.map { $0[index] }) }
    #expect(result.count == wanted.count)
    for (result, wanted) in zip(result, wanted) {
      expectSameBits(result, wanted, "\(laneCount) lanes of \(count)")
    }
    let sum = Array(wanted[0][offset..<offset + count])
    #expect(squares == twin.kernels.sum_of_squares(sum, count))
  }

  private func reduced(
    _ lanes: [[Float]], offset: Int, count: Int, _ twin: CTwin
  ) -> (lanes: [[Float]], squares: Double) {
    let buffers = lanes.map { lane in
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: lane.count)
      _ = buffer.initialize(from: lane)
      return buffer
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    let squares = twin.kernels.reduce_lanes(
      buffers.map(\.baseAddress), lanes.count, offset, count)
    return (buffers.map { Array($0) }, squares)
  }

  /// Neighbours, then neighbours of these sums; the last one alone waits.
  private func treeSum(_ x: [Float]) -> Float {
    guard x.count > 1 else { return x[0] }
    let sums = stride(from: 0, to: x.count, by: 2).map {
      $0 + 1 < x.count ? x[$0] + x[$0 + 1] : x[$0]
    }
    return treeSum(sums)
  }
}
