/// One of the corpora that training text is made of.
package struct CorpusPart: Equatable, Sendable {
  /// The prefix of its files.
  package internal(set) var name: String
  /// Which pairs of the whole are its own.
  package private(set) var pairs: Range<Int>
  /// How often an epoch sees each pair; a fraction is a share of the pairs.
  package internal(set) var weight = 1.0
  /// How many pairs have the same lengths.
  package private(set) var extents: [PairExtent: Int] = [:]
  /// What reading it kept and dropped, where it was read.
  package internal(set) var report: CorpusReport?

  init(name: String, firstPair: Int) {
    self.name = name
    pairs = firstPair..<firstPair
  }

  mutating func append(_ extent: PairExtent) {
    pairs = pairs.lowerBound..<pairs.upperBound + 1
    extents[extent, default: 0] += 1
  }
}

extension CorpusPart: Codable {
  private enum CodingKeys: String, CodingKey {
    case name
    case firstPair
    case extents
    case report
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      firstPair: try values.decode(Int.self, forKey: .firstPair))
    for numbers in try values.decode([[Int]].self, forKey: .extents) {
      guard numbers.count == 3, numbers.allSatisfy({ 0...Int(UInt32.max) ~= $0 }) else {
        throw DecodingError.dataCorruptedError(
          forKey: .extents, in: values, debugDescription: "wanted two lengths and a count")
      }
      let extent = PairExtent(sourceCount: numbers[0], targetCount: numbers[1])
      extents[extent] = numbers[2]
      pairs = pairs.lowerBound..<pairs.upperBound + numbers[2]
    }
    report = try values.decodeIfPresent(CorpusReport.self, forKey: .report)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(pairs.lowerBound, forKey: .firstPair)
    let numbers = extents.map { [$0.key.sourceCount, $0.key.targetCount, $0.value] }
    // A dictionary's order differs from run to run.
    try values.encode(numbers.sorted { $0.lexicographicallyPrecedes($1) }, forKey: .extents)
    try values.encodeIfPresent(report, forKey: .report)
  }
}
