import Foundation
import TestSupport
import Testing
import TextNormalization

/// The maps that SentencePiece names, made here from ICU's tables.
@Suite struct NamedMapTests {
  private struct Fingerprint: Decodable {
    let rules: Int
    let hash: String
  }

  @Test(arguments: CharacterMap.Name.allCases)
  func everyMapHasTheRulesOfSentencePiece(name: CharacterMap.Name) throws {
    let table = try JSONDecoder().decode(
      [String: Fingerprint].self, from: Fixtures.content("sentencepiece/maps.json"))
    let wanted = try #require(table[name.rawValue])
    let found = CharacterMap.named(name).fingerprint
    #expect(found.count == wanted.rules)
    #expect(found.hash == UInt64(wanted.hash, radix: 16))
  }

  @Test(.enabled(if: Oracles.areThere), arguments: [CharacterMap.Name.nmtNFKC, .nmtNFKCCaseFold])
  func everyCodePointBecomesWhatSentencePieceMakesOfIt(name: CharacterMap.Name) throws {
    let targets = try Self.targets("sentencepiece/\(name.rawValue).codepoints.tsv.gz")
    #expect(targets.count > 5000)
    let map = CharacterMap.named(name)
    let differences = (1...UInt32(0x10FFFF)).compactMap(Unicode.Scalar.init).filter { scalar in
      map.firstMatch(in: String(scalar)).map { utf8($0.replacement) } != targets[scalar.value]
    }
    #expect(differences.isEmpty)
  }

  /// What the code points of an oracle become; lines are as "FB01, tab, 66 69".
  private static func targets(_ oracle: String) throws -> [UInt32: [UInt8]] {
    var targets: [UInt32: [UInt8]] = [:]
    for line in try Oracles.text(oracle).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let scalars = try fields[1].split(separator: " ").map {
        try #require(UInt32($0, radix: 16).flatMap(Unicode.Scalar.init))
      }
      let source = try #require(UInt32(fields[0], radix: 16))
      targets[source] = utf8(String(String.UnicodeScalarView(scalars)))
    }
    return targets
  }
}
