import Corpora
import TestSupport
import Testing
import Training

/// A model that does not look at its source is found out.
@Suite struct SourceWatchTests {
  /// A run whose validation text has the same source everywhere: there is nothing to look at.
  private func blindRun() throws -> SmallRun {
    let run = try SmallRun()
    let reversal = run.setup
    run.setup = { options in
      var setup = reversal(options)
      let text = setup.validation?.corpus ?? EncodedCorpus()
      var corpus = EncodedCorpus()
      for index in 0..<text.count {
        corpus.append(SentencePair(source: [5, 6, 7], target: text[index].target))
      }
      setup.validation?.corpus = corpus
      return setup
    }
    return run
  }

  @Test func aModelThatIgnoresItsSourceIsToldOnce() throws {
    let run = try blindRun()
    try run.train(stopAfter: 40)
    #expect(run.count("validated") == 2)
    #expect(run.count("ignoresSource") == 1)
    for case .ignoresSource(let update, let loss, let shuffledLoss) in run.events {
      #expect(update == 30)
      #expect(loss == shuffledLoss)
    }
    try run.train()
    #expect(run.count("ignoresSource") == 0)
  }

  @Test func theWarmUpIsNotJudged() throws {
    let run = try blindRun()
    run.warmup = 61
    try run.train()
    #expect(run.count("validated") == 4)
    #expect(run.count("ignoresSource") == 0)
  }

  @Test func theLossWithOtherSourcesIsMeasured() throws {
    let run = try SmallRun()
    try run.train()
    for case .validated(let result, _, _, _) in run.events {
      let shuffledLoss = try #require(result.shuffledLoss)
      #expect(shuffledLoss != result.loss)
      #expect(abs(shuffledLoss - result.loss) < 3)
    }
  }
}
