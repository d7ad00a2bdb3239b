/// A pair with which a run of lines begins: the pairs after it stand on the lines after its own.
struct LineRun: Equatable, Sendable {
  let pair: UInt32
  let line: UInt32
}

/// Cuts the lines of pairs into runs of lines one after the other.
///
/// Pairs are dropped seldom, so there are few runs; at the worst one for every second line.
struct LineRuns: Sendable {
  private var pairCount: UInt32 = 0
  private var nextLine: UInt32 = 1
  private var isRestarting = true

  /// Adds a pair.
  ///
  /// - Parameter line: Where it stands; by default on the line after the last pair's.
  /// - Returns: The run that begins with it, if one does.
  mutating func append(line: Int? = nil) -> LineRun? {
    let line = line.map { UInt32($0) } ?? nextLine
    let run = LineRun(pair: pairCount, line: line)
    let isContinuing = line == nextLine && !isRestarting
    isRestarting = false
    pairCount += 1
    nextLine = line + 1
    return isContinuing ? nil : run
  }

  /// Lets the next pair begin a run, on line 1 unless another is given.
  mutating func restart() {
    isRestarting = true
    nextLine = 1
  }

  /// The line of a pair.
  ///
  /// - Parameters:
  ///   - pair: Its index.
  ///   - runCount: How many runs there are.
  ///   - run: The runs by number.
  /// - Returns: The number of the line, counted from 1.
  static func line(of pair: Int, runCount: Int, _ run: (Int) -> LineRun) -> Int {
    let next = partitionPoint(0..<runCount) { run($0).pair <= pair }
    let start = run(next - 1)
    return Int(start.line) + pair - Int(start.pair)
  }
}

/// The lines of pairs in memory.
struct LineTable: Sendable {
  private var cutting = LineRuns()
  private var runs: [LineRun] = []

  mutating func append(line: Int?) {
    if let run = cutting.append(line: line) { runs.append(run) }
  }

  mutating func restart() { cutting.restart() }

  func line(of pair: Int) -> Int {
    LineRuns.line(of: pair, runCount: runs.count) { runs[$0] }
  }
}
