import Foundation
import Training
import TrainingReports

/// The beginning of every test's run.
let beginning = Date(timeIntervalSince1970: 1_795_262_700)

/// A time so many seconds into the run.
func moment(_ seconds: Double) -> Date { beginning.addingTimeInterval(seconds) }

extension MetricsRecord {
  /// A report of training, made half a minute per hundred updates.
  static func training(update: Int, loss: Double = 3) -> MetricsRecord {
    var record = MetricsRecord(.train, at: moment(Double(update) * 0.3), update: update)
    record.epoch = 1
    record.loss = loss
    record.perplexity = 20
    record.tokensPerSecond = 5000
    return record
  }

  static func validation(
    update: Int, loss: Double, bleu: Double? = nil, translation: String = "Hallo"
  ) -> MetricsRecord {
    var record = MetricsRecord(.valid, at: moment(Double(update) * 0.3), update: update)
    record.epoch = 8
    record.loss = loss
    record.perplexity = loss * 2
    record.bleu = bleu
    record.samples = [
      ValidationResult.Sample(source: "Hello", reference: "Hallo", translation: translation)
    ]
    return record
  }

  /// The start of a run, in which an update takes 0.3 seconds.
  static func start(at seconds: Double = 0, update: Int = 0, limits: RunLimits) -> MetricsRecord {
    var record = MetricsRecord(.start, at: moment(seconds), update: update)
    record.run = RunDescription()
    record.run?.limits = limits
    record.run?.pairCount = 1000
    return record
  }
}

extension TrainingEvent.Progress {
  /// A report with numbers that differ from one another.
  static var example: TrainingEvent.Progress {
    var progress = TrainingEvent.Progress()
    progress.update = 4100
    progress.epoch = 2
    progress.maximumUpdates = 10_000
    progress.sentences = 46_750
    progress.seconds = 35.2
    progress.loss = 3.14
    progress.perplexity = 21.4
    progress.tokensPerSecond = 12_345
    progress.targetTokensPerSecond = 5532.88
    progress.learningRate = 1.875e-4
    progress.gradientNorm = 3.9004
    return progress
  }
}
