import Autodiff
import Kernels
import Testing
import TransformerModel

@Suite struct CausalityTests {
  private let model = SmallModel()
  private let sources = [[Int32].source(count: 6, stream: 1), .source(count: 4, stream: 2)]
  private let target = [Int32].target(count: 8, stream: 1)
  private let neighbour = [Int32].target(count: 5, stream: 2)

  @Test(arguments: 1..<9)
  func laterTargetTokenLeavesEarlierStatesAsTheyAre(position: Int) throws {
    var changed = target
    changed[position] = changed[position] == 3 ? 4 : 3
    let before = states(target)
    let after = states(changed)
    try #require(before.count == 9 + 6 && after.count == before.count)
    #expect(after[..<position] == before[..<position])
    #expect(after[position] != before[position])
    // The other sentence of the batch sees nothing of it.
    #expect(after[9...] == before[9...])
  }

  @Test func everyTargetStateSeesTheWholeSource() {
    let before = states(target)
    for position in sources[0].indices {
      var changed = sources
      changed[0][position] = changed[0][position] == 3 ? 4 : 3
      let after = states(target, changed)
      #expect(zip(before[..<9], after[..<9]).allSatisfy { $0 != $1 }, "source token \(position)")
      #expect(after[9...] == before[9...])
    }
  }

  /// The hidden state of each target token, of both sentences.
  private func states(_ target: [Int32], _ sources: [[Int32]]? = nil) -> [[UInt32]] {
    let tape = model.inferenceTape()
    let hidden = model.hidden(sources ?? self.sources, [target, neighbour], on: tape)
    let tokens = SequenceExtents(
      lengths: [Int](repeating: 1, count: target.count + neighbour.count))
    return model.bits(of: hidden.value, extents: tokens)
  }
}
