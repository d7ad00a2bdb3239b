import ArgumentParser
import Corpora
import Foundation
import TextNormalization
import Tokenization

/// `apus tokenizer train`: learns a byte-pair encoding.
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
      files of both languages: source and target share one vocabulary. With --separate each file \
      gets a tokenizer of its own, and --output names a folder. The result depends neither on the \
      order of lines or files nor on --threads or --memory, and is written in the format of \
      Hugging Face's tokenizers.

      Example:

        apus tokenizer train --input train.en train.de --vocab-size 8000 \\
          --output tokenizer.json
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Text in UTF-8, one sentence a line.", valueName: "file"))
  var input: [String]

  @Option(help: ArgumentHelp("The file to write; with --separate, the folder.", valueName: "file"))
  var output: String

  @Flag(help: "Learn a tokenizer of its own from each file: FOLDER/tokenizer.EXTENSION.json.")
  var separate = false

  @OptionGroup(title: "Vocabulary") var vocabulary: VocabularyArguments
  @OptionGroup(title: "Normalization") var normalization: NormalizationArguments
  @OptionGroup(title: "Resources") var threads: ThreadOptions
  @OptionGroup(title: "Resources") var memory: MemoryOption
  @OptionGroup(title: "Configuration") var configuration: ConfigurationArguments

  func validate() throws {
    guard !input.isEmpty else { throw ValidationError("--input names no file") }
    guard separate else { return }
    let names = input.map(separateName)
    if let name = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw ValidationError("--separate would write \(name) twice; give files of other extensions")
    }
  }

  func run() throws {
    guard separate else { return try train(on: input, output: output) }
    for file in input { try train(on: [file], output: separateName(of: file)) }
  }

  /// What a file's own tokenizer is called.
  private func separateName(of file: String) -> String {
    "\(output)/tokenizer.\((file as NSString).pathExtension).json"
  }

  private func train(on files: [String], output: String) throws {
    let start = ContinuousClock.now
    let folder = (output as NSString).deletingLastPathComponent
    var trainer = try BPETrainer(try options)
    let lineCount = try count(files, with: &trainer)
    let tokenizer = try trainer.train(progress: TrainingProgress.learning)
    try FileManager.default.makeFolder(folder)
    try tokenizer.write(to: output)
    StandardError.write(
      "vocabulary of \(tokenizer.vocabularyCount.grouped) pieces from \(lineCount.grouped) lines "
        + "in \((ContinuousClock.now - start).seconds.fixed(1)) s: \(output)")
  }

  private func count(_ files: [String], with trainer: inout BPETrainer) throws -> Int {
    var lineCount = 0
    for file in files {
      let count = try trainer.count(
        contentsOf: file, progress: TrainingProgress.counting(file: file))
      StandardError.write("\(file): \(count.grouped) lines")
      lineCount += count
    }
    guard lineCount > 0 else { throw CommandFailure.noText(files) }
    return lineCount
  }

  private var options: BPETrainer.Options {
    get throws {
      var options = vocabulary.options
      options.normalizer = try normalization.normalizer(version: .unicode9)
      options.threadCount = threads.count
      options.memoryLimit = memory.byteCount
      return options
    }
  }
}

/// Lines that change, where a person watches.
private enum TrainingProgress {
  static func counting(file: String) -> BPETrainer.CountingProgress? {
    guard StandardError.isTerminal else { return nil }
    return { done, total in
      let share = total.map { " of \(($0 / 1_000_000).grouped)" } ?? ""
      StandardError.show("\(file): \((done / 1_000_000).grouped)\(share) MB")
    }
  }

  static var learning: BPETrainer.LearningProgress? {
    guard StandardError.isTerminal else { return nil }
    return { done, total in
      guard done % 100 == 0 else { return }
      StandardError.show("\(done.grouped) of \(total.grouped) merges")
    }
  }
}
