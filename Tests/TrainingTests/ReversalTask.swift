import Corpora
import Tokenization
import Training
import TransformerModel

/// Digit strings and their reversals: a task whose right answer is computable, so that learning can
/// be told from memorising.
struct ReversalTask {
  let tokenizer: Tokenizer
  /// Strings of `lengths` digits that no two sets share.
  let training: [[Int]]
  /// As long as those in training.
  ///
  /// Short lengths have so few strings that holding some out would
  /// leave none to train on, so tasks begin at five digits.
  let unseen: [[Int]]
  /// Like `unseen`, for choosing when to stop.
  let validation: [[Int]]
  /// Strings longer than any in training.
  let longer: [[Int]]

  init(seed: UInt64, trainingCount: Int, testCount: Int = 200, lengths: ClosedRange<Int>) throws {
    var random = SplitMix64(seed: seed, counter: 0)
    var seen: Set<[Int]> = []
    func draw(_ count: Int, _ lengths: ClosedRange<Int>) -> [[Int]] {
      var strings: [[Int]] = []
      while strings.count < count {
        let length = lengths.lowerBound + Int(random.next() % UInt64(lengths.count))
        let string = (0..<length).map { _ in Int(random.next() % 10) }
        if seen.insert(string).inserted { strings.append(string) }
      }
      return strings
    }
    unseen = draw(testCount, lengths)
    validation = draw(testCount, lengths)
    longer = draw(testCount, lengths.upperBound + 1...lengths.upperBound + 4)
    training = draw(trainingCount, lengths)
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(10)))
    for string in training { trainer.count(Self.text(string)) }
    tokenizer = try trainer.train(progress: nil)
  }

  static func text(_ digits: [Int]) -> String {
    digits.map(String.init).joined(separator: " ")
  }

  /// The training pairs as tokens.
  var corpus: EncodedCorpus {
    var corpus = EncodedCorpus()
    for string in training {
      corpus.append(
        SentencePair(
          source: tokenizer.tokenize(Self.text(string)),
          target: tokenizer.tokenize(Self.text(string.reversed()))))
    }
    return corpus
  }

  /// A model small enough for a test.
  func model(dimension: Int) -> TransformerConfiguration {
    TransformerConfiguration(
      vocabularyCount: tokenizer.vocabularyCount, modelDimension: dimension,
      feedForwardDimension: 2 * dimension, headCount: 4, layerCount: 2)
  }

  /// The task as a training run.
  func setup(
    _ options: TrainingOptions, dimension: Int, warmup: Int = 20, factor: Double = 1
  ) -> TrainingSetup {
    let corpus = corpus
    let model = model(dimension: dimension)
    let schedule = LearningRateSchedule.paper(
      modelDimension: model.modelDimension, warmupSteps: warmup, factor: factor)
    return TrainingSetup(
      identity: RunIdentity(
        model: model, options: options, schedule: schedule, languages: ("digits", "reversed"),
        corpus: corpus),
      corpus: corpus, tokenizer: tokenizer)
  }
}
