import Corpora
package import Training

/// A bar and the numbers that matter, in one line that fits the window.
package struct ProgressBar: Sendable {
  private static let barWidth = 5...24
  /// Eighths of a character.
  private static let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  private let share: Double
  /// The most important first; those at the end give way in a narrow window.
  private let fields: [String]

  /// - Parameters:
  ///   - progress: How the run is.
  ///   - pace: Where it ends, and when.
  package init(_ progress: TrainingEvent.Progress, pace: RunPace) {
    let last = pace.lastUpdate
    share = min(Double(progress.update) / Double(max(last, 1)), 1)
    fields = [
      progress.update.grouped.padded(to: last.grouped.count) + "/" + last.grouped,
      "ETA " + (pace.secondsLeft.map { ApproximateTime($0).short } ?? "?"),
      "loss \(progress.loss.fixed(2))",
      "ppl " + progress.perplexity.short.padded(to: 4),
      progress.tokensPerSecond.short.padded(to: 4) + " tok/s",
      "lr " + progress.learningRate.scientific(1).replacing("e-0", with: "e-"),
      "epoch \(progress.epoch + 1)",
    ]
  }

  /// The line for a window; one column stays free, as some windows wrap a full line.
  ///
  /// - Parameter columns: The width of the window.
  /// - Returns: Text without a line end, `columns - 1` wide at most.
  package func line(columns: Int) -> String {
    let room = columns - 1
    var shown = fields
    while shown.count > 1, Self.width(shown) + Self.barWidth.lowerBound + 3 > room {
      shown.removeLast()
    }
    let barRoom = room - Self.width(shown) - 3
    let text = Self.ordered(shown).joined(separator: "  ")
    guard barRoom >= Self.barWidth.lowerBound else { return String(text.prefix(max(room, 0))) }
    return bar(width: min(barRoom, Self.barWidth.upperBound)) + " " + text
  }

  private static func width(_ fields: [String]) -> Int {
    fields.reduce(0) { $0 + $1.count } + 2 * (fields.count - 1)
  }

  /// The time left stands at the end, where the eye looks for it.
  private static func ordered(_ fields: [String]) -> [String] {
    guard fields.count > 2 else { return fields }
    return [fields[0]] + fields[2...] + [fields[1]]
  }

  private func bar(width: Int) -> String {
    let eighths = Int((share * Double(width * 8)).rounded(.down))
    let full = String(repeating: "█", count: eighths / 8) + Self.parts[eighths % 8]
    return "│" + full + String(repeating: " ", count: width - full.count) + "│"
  }
}

extension String {
  /// The text at the right end of so many columns, so that the bar's width does not change.
  fileprivate func padded(to width: Int) -> String {
    String(repeating: " ", count: max(width - count, 0)) + self
  }
}
