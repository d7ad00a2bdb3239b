import CKernels
import CKernels.Twins
import Testing

@Suite struct CEmbeddingTests {
  private static let ids: [Int32] = [2, 0, 2, 4, 1, 2]
  private static let positions: [Int32] = [0, 1, 2, 0, 1, 0]

  @Test(arguments: CTwin.all)
  func embeddingIsTheScaledWordPlusItsPosition(of twin: CTwin) {
    for d in [1, 16, 37] {
      let table = CNumbers.array(5 * d)
      let places = CNumbers.array(3 * d, seed: 2)
      var out = [Float](repeating: .nan, count: Self.ids.count * d)
      twin.kernels.embed(
        table, Self.ids, places, Self.positions, Self.ids.count, d, 3, .none, .none, &out)
      let wanted = out.indices.map { index in
        let (word, place) = (Int(Self.ids[index / d]), Int(Self.positions[index / d]))
        return 3 * Double(table[word * d + index % d]) + Double(places[place * d + index % d])
      }
      expectClose(out, wanted, "d \(d)")
    }
  }

  @Test(arguments: CTwin.all)
  func dropoutOfAnEmbeddingIsDropoutAfterIt(of twin: CTwin) {
    let d = 37
    let (table, places) = (CNumbers.array(5 * d), CNumbers.array(3 * d, seed: 2))
    let count = Self.ids.count
    var wanted = [Float](repeating: .nan, count: count * d)
    var out = wanted
    twin.kernels.embed(table, Self.ids, places, Self.positions, count, d, 3, .none, .none, &wanted)
    twin.kernels.embed(table, Self.ids, places, Self.positions, count, d, 3, .none, .tenth, &out)
    twin.kernels.dropout_apply(.tenth, wanted, wanted.count, &wanted)
    #expect(out.contains(0))
    expectSameBits(out, wanted)
  }

  @Test(arguments: CTwin.all)
  func gradientOfARepeatedWordIsTheSum(of twin: CTwin) {
    for d in [1, 16, 37] {
      let gradient = CNumbers.array(Self.ids.count * d)
      var dropped = gradient
      twin.kernels.dropout_apply(.tenth, gradient, gradient.count, &dropped)
      var table = CNumbers.array(5 * d, seed: 2)
      let wanted = table.indices.map { index in
        Self.ids.indices.filter { Self.ids[$0] == index / d }.reduce(Double(table[index])) {
          $0 + 3 * Double(dropped[$1 * d + index % d])
        }
      }
      twin.kernels.embed_backward(
        gradient, Self.ids, Self.ids.count, d, 3, .none, .tenth, &table)
      expectClose(table, wanted, "d \(d)")
    }
  }

  @Test(arguments: CTwin.all)
  func wordDropoutTakesWholeVectorsAndLeavesPositions(of twin: CTwin) {
    for d in [1, 16, 37] {
      let (table, places) = (CNumbers.array(5 * d), CNumbers.array(3 * d, seed: 2))
      let count = Self.ids.count
      var out = [Float](repeating: .nan, count: count * d)
      twin.kernels.embed(table, Self.ids, places, Self.positions, count, d, 3, half, .none, &out)
      let factors = wordFactors(twin)
      #expect(Set(factors) == [0, 2])
      let wanted = out.indices.map { index in
        let (word, place) = (Int(Self.ids[index / d]), Int(Self.positions[index / d]))
        return 3 * Double(factors[index / d]) * Double(table[word * d + index % d])
          + Double(places[place * d + index % d])
      }
      expectClose(out, wanted, "d \(d)")
    }
  }

  @Test(arguments: CTwin.all)
  func aDroppedWordGetsNoGradient(of twin: CTwin) {
    let d = 37
    let gradient = CNumbers.array(Self.ids.count * d)
    let factors = wordFactors(twin)
    var table = CNumbers.array(5 * d, seed: 2)
    let wanted = table.indices.map { index in
      Self.ids.indices.filter { Self.ids[$0] == index / d }.reduce(Double(table[index])) {
        $0 + 3 * Double(factors[$1]) * Double(gradient[$1 * d + index % d])
      }
    }
    twin.kernels.embed_backward(gradient, Self.ids, Self.ids.count, d, 3, half, .none, &table)
    expectClose(table, wanted)
  }

  private let half = apus_dropout(key: 5, threshold: 1 << 31, scale: 2)

  /// What dropout makes of a one for each token.
  private func wordFactors(_ twin: CTwin) -> [Float] {
    var ones = [Float](repeating: 1, count: Self.ids.count)
    twin.kernels.dropout_apply(half, ones, ones.count, &ones)
    return ones
  }
}
