import Decoding
import Testing

/// Sentences that begin while others are being decoded.
@Suite struct SearchSessionTests {
  private let tables = (0..<9).map {
    TableScorer.randomTable(seed: 40 + $0, vocabularyCount: 12, sharpness: 3)
  }
  private let lengths = [9, 8, 8, 7, 5, 5, 3, 2, 1]

  /// Begins groups of sentences at given steps, or when nothing runs.
  private final class Session: SearchSession {
    private(set) var scorer: TableScorer
    private(set) var hypotheses: [Int: [Hypothesis]] = [:]
    /// The sentences that ran when others were asked for.
    private(set) var running: [[Int]] = []
    private var waiting: ArraySlice<SearchSentence>
    private let groupSize: Int
    private let gap: Int

    init(_ scorer: TableScorer, _ sentences: [SearchSentence], groupSize: Int, gap: Int) {
      self.scorer = scorer
      waiting = sentences[...]
      self.groupSize = groupSize
      self.gap = gap
    }

    var vocabularyCount: Int { scorer.vocabularyCount }

    func begin(beside running: [Int]) -> [SearchSentence] {
      self.running.append(running)
      guard running.isEmpty || self.running.count % gap == 0 else { return [] }
      defer { waiting = waiting.dropFirst(groupSize) }
      return Array(waiting.prefix(groupSize))
    }

    func extend(
      _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
      into next: inout NextTokens
    ) {
      scorer.extend(rows, keeping: kept, request, into: &next)
    }

    func end(_ sentence: Int, _ hypotheses: [Hypothesis]) {
      #expect(self.hypotheses[sentence] == nil)
      self.hypotheses[sentence] = hypotheses
    }
  }

  private func sentences(_ options: SearchOptions) -> [SearchSentence] {
    lengths.enumerated().map {
      SearchSentence(options, sourceLength: $1, key: UInt64($0))
    }
  }

  private func session(_ options: SearchOptions, groupSize: Int, gap: Int) -> Session {
    Session(
      TableScorer(vocabularyCount: 12, tables: tables), sentences(options), groupSize: groupSize,
      gap: gap)
  }

  @Test(arguments: [9, 4, 1], [1, 3, 100])
  func theTimeOfItsBeginningMakesNoDifferenceToASentence(groupSize: Int, gap: Int) {
    var plain = options(
      beamSize: 4, hypothesisCount: 2, lengthPenalty: .gnmt(0.6), lengthLimit: .sourcePlus(1))
    for groupCount in [1, 2] {
      plain.diversity.groupCount = groupCount
      var scorer = TableScorer(vocabularyCount: 12, tables: tables)
      let wanted = BeamSearch(plain).hypotheses(sourceLengths: lengths, using: &scorer)
      let session = session(plain, groupSize: groupSize, gap: gap)
      BeamSearch(plain).decode(session)
      #expect(session.hypotheses.count == 9)
      #expect(lengths.indices.map { session.hypotheses[$0] } == wanted)
      if groupSize < 9 { #expect(session.scorer.rowCounts != scorer.rowCounts) }
    }
    let sampling = Sampling(plain, SamplingOptions(sampleCount: 3, seed: 5))
    var scorer = TableScorer(vocabularyCount: 12, tables: tables)
    let wanted = sampling.hypotheses(
      sourceLengths: lengths, keys: lengths.indices.map { UInt64($0) }, using: &scorer)
    let session = session(plain, groupSize: groupSize, gap: gap)
    sampling.decode(session)
    #expect(lengths.indices.map { session.hypotheses[$0] } == wanted)
  }

  @Test func runningSentencesAreTold() {
    // Greedy search never ends by itself: each sentence takes its limit and a call for the end.
    let greedy = options(beamSize: 1, lengthLimit: .sourcePlus(0))
    let table = TableScorer.handWritten([:], otherwise: [0.1, 0.9])
    let session = Session(
      TableScorer(vocabularyCount: 2, tables: [table, table, table]),
      [3, 1, 1].map { SearchSentence(greedy, sourceLength: $0) }, groupSize: 1, gap: 2)
    BeamSearch(greedy).decode(session)
    #expect(session.running == [[], [0], [0, 1], [0], [2], []])
    #expect(session.scorer.rowCounts == [1, 2, 2, 2, 1])
    #expect(session.hypotheses.mapValues { $0.map(\.tokens.count) } == [0: [3], 1: [1], 2: [1]])
  }

  /// Options are a sentence's own.
  @Test func sentencesDifferInTheirLimits() {
    let short = options(beamSize: 1, lengthLimit: .fixed(1))
    let long = options(beamSize: 1, lengthLimit: .fixed(4))
    let table = TableScorer.handWritten([:], otherwise: [0.1, 0.9])
    let session = Session(
      TableScorer(vocabularyCount: 2, tables: [table, table]),
      [short, long].map { SearchSentence($0, sourceLength: 9) }, groupSize: 2, gap: 1)
    BeamSearch(short).decode(session)
    #expect(session.hypotheses.mapValues { $0.map(\.tokens.count) } == [0: [1], 1: [4]])
  }
}
