import ArgumentParser
import Corpora
import Foundation
import TextNormalization
import Tokenization

/// `apus tokenizer train`: learns a joint byte-pair encoding.
struct TokenizerTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Learn a tokenizer from text.",
    usage: """
      apus tokenizer train --input <file> ... --vocab-size <n>
                           --output <file> [<options>]
      """,
    discussion: """
      Learns a byte-pair encoding with byte fallback, so that no text is unknown to it. Give the \
      files of both languages: source and target share one vocabulary. The result does not depend \
      on the order of lines or files, and is written in the format of Hugging Face's tokenizers.

      Example:

        apus tokenizer train --input train.en train.de --vocab-size 8000 \\
          --output tokenizer.json
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Text in UTF-8, one sentence a line.", valueName: "file"))
  var input: [String]

  @Option(
    help: ArgumentHelp(
      "Pieces in the vocabulary, with 3 special ones and 256 bytes.", valueName: "n"))
  var vocabSize: Int?

  @Option(help: ArgumentHelp("Merges to learn, instead of --vocab-size.", valueName: "n"))
  var merges: Int?

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The Unicode normal form that text is brought into.", valueName: "form"))
  var form: Normalizer.Form = .nfkc

  @Option(
    help: ArgumentHelp("A pair of pieces must be found this often to be merged.", valueName: "n"))
  var minFrequency = 2

  func validate() throws {
    guard (vocabSize == nil) != (merges == nil) else {
      throw ValidationError("give either --vocab-size or --merges")
    }
    guard !input.isEmpty else { throw ValidationError("--input names no file") }
    try requirePositive(vocabSize, "--vocab-size")
    try require(merges, in: 0..., "--merges", wanted: "0 or more")
    try requirePositive(minFrequency, "--min-frequency")
  }

  func run() throws {
    let start = ContinuousClock.now
    var trainer = BPETrainer(options)
    let lineCount = try countLines(&trainer)
    let tokenizer = try trainer.train(progress: progress)
    try FileManager.default.makeFolder((output as NSString).deletingLastPathComponent)
    try tokenizer.write(to: output)
    StandardError.write(
      "vocabulary of \(tokenizer.vocabularyCount.grouped) pieces from \(lineCount.grouped) lines "
        + "in \((ContinuousClock.now - start).seconds.fixed(1)) s: \(output)")
  }

  private var options: BPETrainer.Options {
    var options =
      if let merges {
        BPETrainer.Options(size: .merges(merges))
      } else {
        BPETrainer.Options(size: .vocabulary(vocabSize ?? 0))
      }
    options.minimumFrequency = minFrequency
    options.normalization = Normalizer.Configuration(form: form)
    return options
  }

  /// Reads every file line by line.
  private func countLines(_ trainer: inout BPETrainer) throws -> Int {
    var lineCount = 0
    for file in input {
      let reader = try LineReader(path: file)
      while let line = try reader.next() { trainer.count(line) }
      StandardError.write("\(file): \(reader.lineNumber.grouped) lines")
      lineCount += reader.lineNumber
    }
    return lineCount
  }

  /// A line that changes, where a person watches.
  private var progress: ((Int, Int) -> Void)? {
    guard StandardError.isTerminal else { return nil }
    return { done, total in
      guard done % 100 == 0 else { return }
      StandardError.show("\(done.grouped) of \(total.grouped) merges")
    }
  }
}
