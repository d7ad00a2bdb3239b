import Training

extension TensorBoardEvent {
  /// What TensorBoard shows of something that happened; nothing of most.
  package static func events(for record: MetricsRecord) -> [TensorBoardEvent] {
    let contents: [Content] =
      switch record.event {
      case .train: [.scalars(trainingScalars(record))]
      case .valid: [.scalars(validationScalars(record))] + samples(record)
      default: []
      }
    // Going back voids what was written for the steps after it.
    let isBackward = record.event == .start || record.event == .rollback
    guard !isBackward else {
      return [TensorBoardEvent(.start, at: record.time, step: record.update + 1)]
    }
    return contents.map { TensorBoardEvent($0, at: record.time, step: record.update) }
  }

  private static func trainingScalars(_ record: MetricsRecord) -> [Scalar] {
    scalars([
      ("train/loss", record.loss), ("train/perplexity", record.perplexity),
      ("train/learning_rate", record.learningRate), ("train/gradient_norm", record.gradientNorm),
      ("train/tokens_per_second", record.tokensPerSecond),
    ])
  }

  private static func validationScalars(_ record: MetricsRecord) -> [Scalar] {
    scalars([
      ("valid/loss", record.loss), ("valid/perplexity", record.perplexity),
      ("valid/bleu", record.bleu),
    ])
  }

  private static func scalars(_ values: [(tag: String, value: Double?)]) -> [Scalar] {
    values.compactMap { entry in entry.value.map { Scalar(entry.tag, $0) } }
  }

  private static func samples(_ record: MetricsRecord) -> [Content] {
    guard let samples = record.samples, !samples.isEmpty else { return [] }
    let head = ["| source | reference | translation |", "|---|---|---|"]
    let rows = samples.map { sample in
      "| \(cell(sample.source)) | \(cell(sample.reference)) | \(cell(sample.translation)) |"
    }
    return [.text(tag: "valid/samples", (head + rows).joined(separator: "\n"))]
  }

  /// A text that leaves the table whole.
  private static func cell(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }).replacing("|", with: "\\|")
  }
}
