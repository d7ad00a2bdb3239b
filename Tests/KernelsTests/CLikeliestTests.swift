import CKernels
import CKernels.Twins
import Testing

/// The likeliest tokens against sorting what log-softmax leaves.
@Suite struct CLikeliestTests {
  /// One off a vector, off a block, and more tokens than blocks and than logits.
  private static let sizes = [1, 2, 15, 16, 17, 127, 128, 129, 255, 1000, 8001]

  @Test(arguments: CTwin.all) func choiceEqualsSorting(of twin: CTwin) {
    for v in Self.sizes {
      for count in [0, 1, 2, 9, 40] {
        let choice = Choice(rows: 3, v: v)
        #expect(
          choice.run(twin.kernels, count: count, asked: v / 2)
            == choice.sorted(twin.kernels, count: count, asked: v / 2), "v \(v), count \(count)")
      }
    }
  }

  /// Few different logits: the smaller token comes first.
  @Test(arguments: CTwin.all) func equalLogitsAreTakenInTheOrderOfTokens(of twin: CTwin) {
    for v in Self.sizes {
      var choice = Choice(rows: 3, v: v)
      choice.logits = choice.logits.map { $0.rounded(.down) }
      #expect(
        choice.run(twin.kernels, count: 12, asked: 0)
          == choice.sorted(twin.kernels, count: 12, asked: 0), "v \(v)")
    }
  }

  @Test(arguments: CTwin.all) func suppressedTokensCountButAreNotChosen(of twin: CTwin) {
    for v in Self.sizes {
      for step in [1, 2, 3, 130] {
        var choice = Choice(rows: 2, v: v)
        choice.suppressed = stride(from: 0, to: Int32(v), by: step).map { $0 }
        let found = choice.run(twin.kernels, count: 9, asked: 0)
        #expect(found == choice.sorted(twin.kernels, count: 9, asked: 0), "v \(v), step \(step)")
        #expect(found.asked.allSatisfy { $0 > -.infinity })
      }
    }
  }

  @Test(arguments: CTwin.all) func impossibleTokensAreNotChosen(of twin: CTwin) {
    for v in [5, 200, 1000] {
      var choice = Choice(rows: 3, v: v)
      for index in choice.logits.indices where index % 7 != 3 { choice.logits[index] = -.infinity }
      #expect(
        choice.run(twin.kernels, count: 200, asked: 0)
          == choice.sorted(twin.kernels, count: 200, asked: 0), "v \(v)")
    }
  }

  /// A row's distribution is over its list; rows may share one, which may be empty.
  @Test(arguments: CTwin.all) func rowsAreRestrictedToTheirLists(of twin: CTwin) {
    for v in [40, 1000, 8001] {
      var choice = Choice(rows: 4, v: v)
      choice.suppressed = [0, 7, 14, 30]
      let lists = [2, 7, 3].map { stride(from: 0, to: Int32(v), by: $0).map { $0 } }
      choice.lists = (lists + [[]], [1, 0, 3, 1])
      for asked in [0, 6, v - 1] {
        #expect(
          choice.run(twin.kernels, count: 9, asked: asked)
            == choice.sorted(twin.kernels, count: 9, asked: asked), "v \(v), asked \(asked)")
      }
    }
  }

  @Test(arguments: CTwin.all) func aRowWithNaNHasNoLikeliestTokens(of twin: CTwin) {
    for number in [Float.nan, .infinity] {
      var choice = Choice(rows: 3, v: 300)
      choice.logits[choice.ld + 150] = number
      let found = choice.run(twin.kernels, count: 5, asked: 1)
      #expect(found.tokens[5..<10].allSatisfy { $0 == -1 })
      #expect(found.logProbabilities[5..<10].allSatisfy { $0 == -.infinity })
      #expect(found.asked[1].isNaN)
      var rest = choice
      rest.logits[choice.ld + 150] = 0
      let wanted = rest.sorted(twin.kernels, count: 5, asked: 1)
      #expect(found.tokens[..<5] == wanted.tokens[..<5])
      #expect(found.tokens[10...] == wanted.tokens[10...])
    }
  }

  @Test(arguments: CTwin.all) func aRowOfOneLogitDoesNotHideNaN(of twin: CTwin) {
    var choice = Choice(rows: 1, v: 1)
    choice.logits[0] = .nan
    #expect(choice.run(twin.kernels, count: 2, asked: 0).tokens == [-1, -1])
  }
}

/// A choice among rows of logits with a gap of two columns between them.
struct Choice {
  struct Found: Equatable {
    var tokens: [Int32]
    var logProbabilities: [Float]
    var asked: [Float]
  }

  let rows: Int
  let v: Int
  var logits: [Float]
  var suppressed: [Int32] = []
  var lists: (ids: [[Int32]], ofRow: [Int32])?
  var ld: Int { v + 2 }

  init(rows: Int, v: Int) {
    self.rows = rows
    self.v = v
    // The gaps hold the largest numbers.
    logits = CNumbers.array(rows * (v + 2), seed: 21).enumerated().map { index, x in
      index % (v + 2) < v ? 5 * x : 100
    }
  }

  func run(_ kernels: apus_kernels, count: Int, asked: Int) -> Found {
    var found = Found(
      tokens: [Int32](repeating: -7, count: rows * count),
      logProbabilities: [Float](repeating: .nan, count: rows * count),
      asked: [Float](repeating: .nan, count: rows))
    var scratch = [Float](repeating: .nan, count: apus_likeliest_scratch(v))
    let offsets = (lists?.ids ?? []).reduce(into: [Int32(0)]) {
      $0.append(($0.last ?? 0) + Int32($1.count))
    }
    let ids = (lists?.ids ?? []).flatMap { $0 }
    suppressed.withUnsafeBufferPointer { suppressed in
      offsets.withUnsafeBufferPointer { offsets in
        ids.withUnsafeBufferPointer { ids in
          (lists?.ofRow ?? []).withUnsafeBufferPointer { ofRow in
            var request = apus_likeliest_request(
              count: count, suppressed: suppressed.baseAddress,
              suppressed_count: suppressed.count, asked: Int32(asked),
              list_of_row: lists == nil ? nil : ofRow.baseAddress,
              list_offsets: offsets.baseAddress, list_ids: ids.baseAddress)
            kernels.likeliest(
              logits, ld, rows, v, &request, &found.tokens, &found.logProbabilities,
              &found.asked, &scratch)
          }
        }
      }
    }
    return found
  }

  /// Sorts all log-probabilities that are possible and not suppressed.
  func sorted(_ kernels: apus_kernels, count: Int, asked: Int) -> Found {
    var found = Found(tokens: [], logProbabilities: [], asked: [])
    for row in 0..<rows {
      let ids = lists.map { $0.ids[Int($0.ofRow[row])] } ?? (0..<Int32(v)).map { $0 }
      let numbers = ids.map { logits[row * ld + Int($0)] }
      var logProbabilities = numbers
      kernels.log_softmax(&logProbabilities, ids.count, 1, ids.count)
      let order = ids.indices
        .filter { numbers[$0] > -.infinity && !suppressed.contains(ids[$0]) }
        .sorted { (numbers[$1], ids[$0]) < (numbers[$0], ids[$1]) }
      let chosen = order.prefix(count)
      let missing = count - chosen.count
      found.tokens += chosen.map { ids[$0] } + [Int32](repeating: -1, count: missing)
      found.logProbabilities +=
        chosen.map { logProbabilities[$0] } + [Float](repeating: -.infinity, count: missing)
      found.asked.append(
        ids.firstIndex(of: Int32(asked)).map { logProbabilities[$0] } ?? -.infinity)
    }
    return found
  }
}
