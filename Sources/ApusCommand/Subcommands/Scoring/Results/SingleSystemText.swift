import Evaluation

/// The scores of one system as sacreBLEU prints them.
struct SingleSystemText {
  let systems: ScoredSystems
  let output: ScoreOutputArguments

  /// All lines, the last without an end.
  var text: String {
    let isJSON = output.chosenFormat == .json
    let results = zip(systems.entries[0], systems.signatures).map { entry, signature in
      let report = entry.score.report(signature, interval: entry.interval)
      return isJSON && !output.scoreOnly
        ? report.json(decimalCount: output.width) : output.line(report)
    }
    guard !isJSON else {
      return results.count > 1 ? "[\n" + results.joined(separator: ",\n") + "\n]" : results[0]
    }
    let colored = results.map { colors(in: $0) }
    return colored.count > 1 ? Self.aligned(colored) : colored[0]
  }

  /// Intervals in color.
  private func colors(in line: String) -> String {
    guard output.colors.areShown else { return line }
    return line.replacing(/\(μ = [0-9.]+ ± [0-9.]+\)/) { output.colors("\($0.output)", .cyan) }
  }

  /// Lines with their `=` one below the other, and before them those without one.
  private static func aligned(_ lines: [String]) -> String {
    let bare = lines.filter { !$0.contains("=") }
    // A line that has none moves the lengths of those after it, as in sacreBLEU, where only scores
    // without intervals have none, and then all.
    let lengths = lines.compactMap { line in
      line.unicodeScalars.firstIndex(of: "=").map {
        line.unicodeScalars.distance(from: line.unicodeScalars.startIndex, to: $0) - 1
      }
    }
    let width = lengths.max() ?? 0
    let aligned = zip(lengths, lines).map { length, line in
      String(repeating: " ", count: max(0, width - length)) + line
    }
    return (bare + aligned).joined(separator: "\n")
  }
}
