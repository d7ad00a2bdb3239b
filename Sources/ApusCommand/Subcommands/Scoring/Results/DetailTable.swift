import Evaluation

/// All sentences with their scores and texts, tab-separated, a line for each system and sentence.
struct DetailTable {
  let corpus: CountedCorpus
  let names: [String]
  /// For single sentences.
  let metrics: [any Metric]
  let width: Int

  /// Writes the head and all lines.
  ///
  /// - Throws: What writing throws.
  func write() throws {
    var output = StandardOutput()
    let references = corpus.references.indices.map { "reference" + ($0 > 0 ? " \($0 + 1)" : "") }
    try output.write(
      (["system", "line"] + metrics.map(\.name) + ["hypothesis"] + references)
        .joined(separator: "\t"))
    for (name, system) in zip(names, corpus.systems) {
      let sentenceScores = zip(metrics, system.rows).map(SentenceScores.init)
      for segment in 0..<corpus.segmentCount {
        let scores = sentenceScores.map { $0[segment].value.fixed(width) }
        let texts = [system.hypotheses[segment]] + corpus.references.map { $0[segment] }
        try output.write(
          ([name, "\(segment + 1)"] + scores + texts).map(\.withoutTabs).joined(separator: "\t"))
      }
    }
    try output.flush()
  }
}

extension String {
  /// The text with a space in place of each tab.
  fileprivate var withoutTabs: String {
    utf8.contains(UInt8(ascii: "\t")) ? replacing("\t", with: " ") : self
  }
}
