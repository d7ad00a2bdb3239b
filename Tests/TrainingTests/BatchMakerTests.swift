import Corpora
import Kernels
import Testing
import Tokenization
import Training
import TransformerModel

/// Batches as the model is trained on them, with BPE-dropout and without.
@Suite struct BatchMakerTests {
  private static let sentences = [
    "lowest newest widest lower newer wider", "the lowest tower is lower than the newest tower",
    "wider towers are newer", "low",
  ]
  private let tokenizer: Tokenizer
  private var corpus = EncodedCorpus()
  private var options = TrainingOptions()

  init() throws {
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(33)))
    for sentence in Self.sentences { for _ in 0..<3 { trainer.count(sentence) } }
    tokenizer = try trainer.train(progress: nil)
    for sentence in Self.sentences {
      let tokens = tokenizer.tokenize(sentence)
      corpus.append(SentencePair(source: tokens, target: tokens))
    }
    options.maximumLength = 100
  }

  private func batches(epoch: Int, _ options: TrainingOptions) -> [TeacherForcedBatch] {
    BatchMaker(corpus, tokenizer: tokenizer, options: options)
      .microBatches(of: Array(0..<corpus.count), epoch: epoch)
  }

  /// Target tokens as they are stored, without sentence ends.
  private var storedTokenCount: Int {
    (0..<corpus.count).reduce(0) { $0 + corpus[$1].target.count }
  }

  /// All targets in the order of the micro-batches, as text.
  private func targets(_ batches: [TeacherForcedBatch]) -> [String] {
    batches.flatMap { batch in
      batch.labels.split(separator: tokenizer.sentenceMarkers.end).map(tokenizer.detokenize)
    }
  }

  @Test func withoutDropoutPairsAreAsTheyAreStored() {
    let batches = batches(epoch: 0, options)
    #expect(batches.count == corpus.count)
    #expect(targets(batches).sorted() == Self.sentences.sorted())
    #expect(batches.reduce(0) { $0 + $1.labels.count } == storedTokenCount + corpus.count)
  }

  @Test func dropoutCutsWordsInOtherWaysEachEpochAndSpellsTheSame() {
    var options = options
    options.bpeDropoutRate = 0.3
    let first = batches(epoch: 0, options)
    let second = batches(epoch: 1, options)
    let stored = storedTokenCount + corpus.count
    #expect(first.reduce(0) { $0 + $1.labels.count } > stored)
    #expect(first.map(\.labels) != second.map(\.labels))
    for batches in [first, second] {
      #expect(targets(batches).sorted() == Self.sentences.sorted())
    }
  }

  @Test func theSameEpochAndSeedGiveTheSameTokens() {
    var options = options
    options.bpeDropoutRate = 0.3
    #expect(batches(epoch: 3, options).map(\.labels) == batches(epoch: 3, options).map(\.labels))
    var other = options
    other.seed = 2
    #expect(batches(epoch: 3, options).map(\.labels) != batches(epoch: 3, other).map(\.labels))
  }

  @Test func sourceAndTargetAreCutApart() {
    var options = options
    options.bpeDropoutRate = 0.2
    let batches = batches(epoch: 0, options)
    #expect(batches.contains { $0.source.ids.count != $0.labels.count })
  }

  @Test func microBatchesStayWithinTheirLimit() {
    var options = options
    options.bpeDropoutRate = 0.5
    let pairs = Array(0..<4 * corpus.count).map { $0 % corpus.count }
    options.batchTokens = 4 * (storedTokenCount + corpus.count)
    options.microBatchTokens = 2 * (corpus.longest.sourceCount + corpus.longest.targetCount)
    let limit = options.largestMicroBatch
    #expect(limit <= options.microBatchTokens)
    let maker = BatchMaker(corpus, tokenizer: tokenizer, options: options)
    for epoch in 0..<8 {
      let sizes = maker.microBatches(of: pairs, epoch: epoch).map { batch in
        // A source is stored without the end that it is trained with.
        batch.source.ids.count - batch.source.extents.count + batch.labels.count
      }
      #expect(sizes.allSatisfy { $0 <= limit }, "\(sizes), limit \(limit)")
      #expect(sizes.count > options.laneCount)
    }
  }

  @Test func aSideThatWouldGetTooLongStaysAsItIsStored() {
    var options = options
    options.bpeDropoutRate = 0.9
    options.maximumLength = corpus.longest.targetCount - 1
    for batch in batches(epoch: 0, options) {
      #expect(batch.labels.count <= corpus.longest.targetCount)
    }
  }
}
