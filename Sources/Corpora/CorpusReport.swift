/// What reading a corpus kept and dropped, so that nothing is dropped silently.
package struct CorpusReport: Equatable, Sendable {
  /// The pairs dropped for one reason.
  package struct Drop: Equatable, Sendable {
    package fileprivate(set) var count = 0
    /// The numbers of the first lines, at most `CorpusReport.listedLineCount`.
    package fileprivate(set) var firstLines: [Int] = []
  }

  /// How many line numbers a reason lists: enough to go and look.
  package static let listedLineCount = 5

  package private(set) var readCount = 0
  package private(set) var drops: [PairFilter.Reason: Drop] = [:]
  private let maximumLength: Int

  package var droppedCount: Int { drops.values.reduce(0) { $0 + $1.count } }

  package var keptCount: Int { readCount - droppedCount }

  package init(maximumLength: Int) {
    self.maximumLength = maximumLength
  }

  /// Counts a pair that was read, with the reason if it was dropped.
  package mutating func record(line: Int, _ reason: PairFilter.Reason?) {
    readCount += 1
    guard let reason else { return }
    drops[reason, default: Drop()].count += 1
    guard drops[reason, default: Drop()].firstLines.count < Self.listedLineCount else { return }
    drops[reason, default: Drop()].firstLines.append(line)
  }
}

extension CorpusReport: CustomStringConvertible {
  /// One line for people, such as `9 pairs read, 8 kept; 1 dropped: 1 empty source (line 3)`.
  package var description: String {
    let counts = "\(counted(readCount, "pair")) read, \(keptCount.grouped) kept"
    guard droppedCount > 0 else { return counts }

    let reasons = PairFilter.Reason.allCases.compactMap { reason in
      drops[reason].map { "\($0.count.grouped) \(name(of: reason)) (\($0.lineList))" }
    }
    return counts + "; \(droppedCount.grouped) dropped: " + reasons.joined(separator: ", ")
  }

  private func name(of reason: PairFilter.Reason) -> String {
    switch reason {
    case .bothSidesEmpty: "empty on both sides"
    case .emptySource: "empty source"
    case .emptyTarget: "empty target"
    case .longSource: "source longer than \(counted(maximumLength, "token"))"
    case .longTarget: "target longer than \(counted(maximumLength, "token"))"
    }
  }
}

extension CorpusReport.Drop {
  fileprivate var lineList: String {
    let numbers = firstLines.map(String.init).joined(separator: ", ")
    return (count == 1 ? "line " : "lines ") + numbers + (count > firstLines.count ? ", …" : "")
  }
}
