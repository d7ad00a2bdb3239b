/// What reading a corpus kept and dropped, so that nothing is dropped silently.
package struct CorpusReport: Equatable, Codable, Sendable {
  /// The pairs dropped for one reason.
  package struct Drop: Equatable, Codable, Sendable {
    package let reason: PairFilter.Reason
    package fileprivate(set) var count = 0
    /// The numbers of the first lines, at most `CorpusReport.listedLineCount`.
    package fileprivate(set) var firstLines: [Int] = []
  }

  /// How many line numbers a reason lists: enough to go and look.
  package static let listedLineCount = 5

  package private(set) var readCount = 0
  /// One for each reason that applied, in the order in which they apply.
  package private(set) var drops: [Drop] = []
  package let limits: PairFilter.Limits

  package var droppedCount: Int { drops.reduce(0) { $0 + $1.count } }

  package var keptCount: Int { readCount - droppedCount }

  package init(limits: PairFilter.Limits) {
    self.limits = limits
  }

  /// Counts a pair that was read, with the reason if it was dropped.
  package mutating func record(line: Int, _ reason: PairFilter.Reason?) {
    readCount += 1
    guard let reason else { return }
    let index = drops.firstIndex { $0.reason == reason } ?? insert(reason)
    drops[index].count += 1
    guard drops[index].firstLines.count < Self.listedLineCount else { return }
    drops[index].firstLines.append(line)
  }

  private mutating func insert(_ reason: PairFilter.Reason) -> Int {
    let reasons = PairFilter.Reason.allCases
    let later = reasons.drop { $0 != reason }
    let index = drops.firstIndex { later.contains($0.reason) } ?? drops.count
    drops.insert(Drop(reason: reason), at: index)
    return index
  }
}

extension CorpusReport: CustomStringConvertible {
  /// One line for people, such as `9 pairs read, 8 kept; 1 dropped: 1 empty source (line 3)`.
  package var description: String {
    let counts = "\(counted(readCount, "pair")) read, \(keptCount.grouped) kept"
    guard droppedCount > 0 else { return counts }

    let reasons = drops.map { drop in
      "\(drop.count.grouped) \(drop.reason.name(under: limits)) (\(drop.lineList))"
    }
    return counts + "; \(droppedCount.grouped) dropped: " + reasons.joined(separator: ", ")
  }
}

extension CorpusReport.Drop {
  fileprivate var lineList: String {
    let numbers = firstLines.map(String.init).joined(separator: ", ")
    return (count == 1 ? "line " : "lines ") + numbers + (count > firstLines.count ? ", …" : "")
  }
}
