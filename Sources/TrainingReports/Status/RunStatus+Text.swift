import Corpora
import Foundation

extension RunStatus {
  /// The status for people, in lines.
  package var text: String {
    let rows = [
      ("state", stateText), ("update", progress), ("time", time), ("training", training),
      ("best validation", bestValidation?.text), ("last validation", latest),
      ("checkpoint", checkpoint), ("last sign of life", signOfLife),
    ]
    let width = rows.reduce(0) { max($0, $1.0.count) }
    return rows.compactMap { name, value in
      value.map { name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0 }
    }.joined(separator: "\n")
  }

  /// The status as one JSON object.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.dateEncodingStrategy = .iso8601
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// The state in a sentence.
  package var stateText: String {
    switch state {
    case .running: "running (process \(process ?? 0))"
    case .finishing: "training is done, the model is being written (process \(process ?? 0))"
    case .finished: "finished: \(stopReason ?? "")"
    case .interrupted: "stopped: \(stopReason ?? ""); the same command goes on"
    case .died: "not running: it was killed or it failed; the same command goes on"
    }
  }

  private var progress: String {
    let share = lastUpdate.map { " of \($0.grouped) (\(100 * update / max($0, 1)) %)" } ?? ""
    return update.grouped + share + (epoch.map { ", epoch \($0)" } ?? "")
  }

  private var time: String {
    let left = secondsLeft.map { ", \(ApproximateTime($0)) left" } ?? ""
    return "\(ApproximateTime(secondsSpent)) so far" + left
  }

  private var training: String? {
    guard let loss, let perplexity else { return nil }
    let rate = learningRate.map { ", learning rate \($0.scientific(2))" } ?? ""
    let speed = tokensPerSecond.map { ", \($0.short) tokens/s" } ?? ""
    return "loss \(loss.fixed(3)), perplexity \(perplexity.short)" + rate + speed
  }

  private var latest: String? {
    latestValidation == bestValidation ? nil : latestValidation?.text
  }

  private var signOfLife: String? {
    secondsSinceSignOfLife.map {
      $0 < 100 ? "\(Int($0)) s ago" : "\(ApproximateTime($0)) ago"
    }
  }
}

extension RunStatus.Validation {
  fileprivate var text: String {
    let numbers = [
      loss.map { "loss \($0.fixed(3))" }, perplexity.map { "perplexity \($0.short)" },
      bleu.map { "BLEU \($0.fixed(1))" },
    ]
    return numbers.compactMap { $0 }.joined(separator: ", ") + " (update \(update.grouped))"
  }
}
