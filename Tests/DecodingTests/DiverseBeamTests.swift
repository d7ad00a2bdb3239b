import Decoding
import Testing

@Suite struct DiverseBeamTests {
  private func diverse(
    beamSize: Int, groupCount: Int, strength: Double
  ) -> SearchOptions {
    var options = options(
      beamSize: beamSize, hypothesisCount: beamSize, lengthPenalty: .gnmt(0.6),
      lengthLimit: .fixed(8))
    options.diversity = DiversityOptions(groupCount: groupCount, strength: strength)
    return options
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func groupsEqualTheRuleAsWritten(seed: UInt64) throws {
    let table = TableScorer.randomTable(seed: seed, vocabularyCount: 15, sharpness: 5)
    for (beamSize, groupCount) in [(6, 3), (4, 4), (4, 2), (3, 1)] {
      let options = diverse(
        beamSize: beamSize, groupCount: groupCount, strength: Double(seed % 4) * 0.5)
      let expected = naiveDiverseBeam(table, options).prefix(beamSize)
      let found = try search(table, vocabularyCount: 15, options)
      #expect(found.map(\.tokens) == expected.map(\.tokens))
      #expect(found.map(\.score) == expected.map(\.score))
    }
  }

  @Test func strongDiversityMakesFirstTokensDiffer() throws {
    let table = TableScorer.handWritten([[]: [0, 0.7, 0.2, 0.1]], otherwise: [0.9, 0.05, 0.05, 0])
    let weak = try search(
      table, vocabularyCount: 4, diverse(beamSize: 3, groupCount: 3, strength: 0))
    let strong = try search(
      table, vocabularyCount: 4, diverse(beamSize: 3, groupCount: 3, strength: 5))
    // Groups that find the same make one hypothesis.
    #expect(weak.map(\.tokens) == [[1]])
    #expect(strong.map(\.tokens) == [[1], [2], [3]])
  }
}
