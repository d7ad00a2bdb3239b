import Evaluation
import Foundation
import TestSupport
import Testing

/// The generator and what is drawn from it, against NumPy.
@Suite struct NumPyRandomTests {
  @Test func streamsOfTheFixtureAreEqual() throws {
    let cases = try JSONDecoder().decode(
      [Stream].self, from: try Fixtures.content("sacrebleu/numpy.json"))
    try #require(!cases.isEmpty)
    for expected in cases {
      var generator = PCG64(seed: expected.seed)
      #expect(expected.raw.map { _ in generator.next64() } == expected.raw)
      generator = PCG64(seed: expected.seed)
      var bits = RandomBits()
      #expect(expected.bits.map { _ in bits.next(from: &generator) ? 1 : 0 } == expected.bits)
      for (bound, integers) in zip(expected.bounds, expected.integers) {
        #expect(
          integers.map { _ in generator.integer(below: bound) } == integers,
          "seed \(expected.seed), bound \(bound)")
      }
    }
  }

  @Test(.enabled(if: Oracles.areThere, "APUS_ORACLES names no folder."))
  func streamsOfTheOracleAreEqual() throws {
    let oracle = try JSONDecoder().decode(
      Oracle.self, from: try Oracles.content("sacrebleu/numpy_pcg64.json"))
    #expect(oracle.pcg64_raw_uint64_first20.count == 20)
    var generator = PCG64(seed: 12345)
    for expected in oracle.pcg64_raw_uint64_first20 { #expect(generator.next64() == expected) }
    for (bound, integers) in [
      (600, oracle.choice_600_first60), (3004, oracle.choice_3004_first60),
    ] as [(UInt32, [Int])] {
      var generator = PCG64(seed: 12345)
      #expect(integers.map { _ in generator.integer(below: bound) } == integers)
    }
    generator = PCG64(seed: 12345)
    var bits = RandomBits()
    #expect(
      oracle.bool_first100.map { _ in bits.next(from: &generator) ? 1 : 0 }
        == oracle.bool_first100)
  }
}

/// Numbers of one generator: raw ones; and of another with the same seed bits, then integers.
private struct Stream: Decodable {
  let seed: UInt64
  let raw: [UInt64]
  let bits: [Int]
  let bounds: [UInt32]
  let integers: [[Int]]
}

private struct Oracle: Decodable {
  let pcg64_raw_uint64_first20: [UInt64]
  let choice_600_first60: [Int]
  let choice_3004_first60: [Int]
  let bool_first100: [Int]
}
