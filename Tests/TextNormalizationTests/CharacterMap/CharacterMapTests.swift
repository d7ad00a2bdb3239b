import Testing
import TextNormalization

@Suite("Character map")
struct CharacterMapTests {
  static let rules: [(source: [Unicode.Scalar], target: [Unicode.Scalar])] = [
    (["a"], ["b"]), (["a", "\u{301}"], ["á"]), (["\u{A0}"], [" "]), (["\u{200B}"], []),
    (["ﬁ"], ["f", "i"]), (["か", "\u{3099}"], ["が"]), (["x", "y", "z"], ["1"]), (["x"], ["2"]),
  ]

  @Test("the longest rule wins, and what it wrote is not read again")
  func longestRule() throws {
    let map = CharacterMap(rules: Self.rules)
    #expect(map.applied(to: "a\u{301}a xyzxy\u{A0}ﬁ\u{200B}かか\u{3099}") == "áb 12y fiかが")
  }

  @Test("a map is read from its own bytes")
  func roundTrip() throws {
    let map = CharacterMap(rules: Self.rules)
    let read = try CharacterMap(precompiled: map.precompiled)
    #expect(read == map)
    #expect(read.precompiled == map.precompiled)
    #expect(try CharacterMap(precompiled: []) == CharacterMap.identity)
    #expect(CharacterMap.identity.precompiled == [])
  }

  @Test("every key of a large set is found whole")
  func largeSet() {
    let sources = (0..<20_000).map { String($0 * 7919, radix: 36) }
    let map = CharacterMap(
      rules: sources.map { (Array($0.unicodeScalars), Array($0.unicodeScalars.reversed())) })
    let found = sources.map { map.firstMatch(in: $0) }
    #expect(found.map(\.?.byteCount) == sources.map(\.utf8.count))
    #expect(found.map(\.?.replacement) == sources.map { String($0.reversed()) })
    #expect(map.firstMatch(in: "-") == nil)
    #expect(map.firstMatch(in: "A") == nil)
  }

  @Test("a run of characters that no rule touches is found at once")
  func inertRuns() {
    let map = CharacterMap(rules: Self.rules)
    #expect(map.inertCount(of: "cdefa") == 4)
    // The last character may combine with the mark behind it.
    #expect(map.inertCount(of: "cde\u{301}") == 2)
    #expect(map.inertCount(of: "xyz") == 0)
  }

  @Test(
    "bytes that are no map are errors",
    arguments: [
      [1], [0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0, 0, 0], [5, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [255, 255, 255, 255, 0, 0], [4, 0, 0, 0, 0, 0, 0, 0, 65], [4, 0, 0, 0, 0, 1, 0, 0, 0],
      [4, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0],
    ] as [[UInt8]])
  func damaged(bytes: [UInt8]) {
    #expect(throws: CharacterMapError.self) { try CharacterMap(precompiled: bytes) }
  }
}

extension CharacterMap {
  func firstMatch(in text: String) -> (byteCount: Int, replacement: String)? {
    let utf8 = Array(text.utf8)
    guard let match = longestMatch(in: utf8.span, at: 0) else { return nil }
    return (match.byteCount, String(decoding: match.replacement, as: UTF8.self))
  }

  func inertCount(of text: String) -> Int {
    let utf8 = Array(text.utf8)
    return inertCount(in: utf8.span, from: 0)
  }

  /// The text with every rule applied.
  func applied(to text: String) -> String {
    let utf8 = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < utf8.count {
      if let match = longestMatch(in: utf8.span, at: position) {
        result += match.replacement
        position += match.byteCount
      } else {
        result.append(utf8[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
