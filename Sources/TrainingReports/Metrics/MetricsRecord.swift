package import Foundation
package import Training

/// One line of `metrics.jsonl`: something that happened in a run.
///
/// Fields that say nothing about an event are left out of its line.
package struct MetricsRecord: Sendable, Equatable, Codable {
  /// What happened.
  package enum Event: String, Sendable, Codable {
    /// The run was started, or continued after `update`.
    case start
    /// The means of the updates since the line before.
    case train
    case valid
    case saved
    /// A checkpoint could not be written.
    case saveFailed = "save_failed"
    /// A batch was left out.
    case skipped
    /// The run went back to `update`.
    case rollback
    /// Something that a person should look at.
    case warning
    case stop
  }

  package var event: Event
  package var time: Date
  /// Updates done.
  package var update: Int
  /// Counted from 1.
  package var epoch: Int?
  /// Sentence pairs of the epoch so far.
  package var sentences: Int?
  /// Seconds of training since the last `train` line.
  package var seconds: Double?
  /// Nats per target token; with label smoothing in training, without in validation.
  package var loss: Double?
  package var perplexity: Double?
  package var bleu: Double?
  /// Source and target tokens.
  package var tokensPerSecond: Double?
  package var targetTokensPerSecond: Double?
  package var learningRate: Double?
  package var gradientNorm: Double?
  /// Whether the validation is the best so far by the measure that the run goes by.
  package var isBest: Bool?
  package var samples: [ValidationResult.Sample]?
  /// The checkpoint.
  package var path: String?
  /// Why it happened, for people.
  package var message: String?
  /// Where the pairs of a batch stand in the text: `PREFIX:LINE`.
  package var pairs: [String]?
  /// The update that a rollback left.
  package var fromUpdate: Int?
  /// What the learning rate is multiplied by after a rollback.
  package var rateScale: Double?
  /// What is trained on what, in `start` lines.
  package var run: RunDescription?

  package init(_ event: Event, at time: Date, update: Int) {
    self.event = event
    self.time = time
    self.update = update
  }
}

extension MetricsRecord {
  /// The line of the file, without its end.
  var line: String {
    get throws { String(decoding: try Self.encoder.encode(self), as: UTF8.self) }
  }

  /// Reads a line; nil where it is torn or none of ours.
  init?(line: some StringProtocol) {
    guard let record = try? Self.decoder.decode(Self.self, from: Data(line.utf8)) else {
      return nil
    }
    self = record
  }

  /// Numbers that JSON does not know are the words that Python and JavaScript read.
  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(timeStyle.format(date))
    }
    return encoder
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    decoder.dateDecodingStrategy = .custom { decoder in
      try timeStyle.parse(try decoder.singleValueContainer().decode(String.self))
    }
    return decoder
  }

  /// `2026-11-21T14:05:09.123Z`.
  private static let timeStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension MetricsRecord {
  /// Whether the run was stopped from outside, and can go on.
  package var isInterruption: Bool {
    event == .stop && message == TrainingEvent.StopReason.interrupted.rawValue
  }
}
