import ArgumentParser
import Corpora
import Foundation
import TextNormalization

/// `apus truecaser train`: counts how words are written.
struct TruecaserTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Count how the words of a language are written.",
    usage: "apus truecaser train --input <file> ... --output <file> [<options>]",
    discussion: """
      Writes a model in the format of Moses. The first words of sentences do not count, since \
      their capitals say nothing; the order of lines and files does not matter.

      Example:

        apus truecaser train --input train.en --output truecaser.en
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Text in UTF-8, one sentence a line.", valueName: "file"))
  var input: [String]

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @OptionGroup var words: WordFormOption

  @Flag(
    help: """
      Count the first word of a sentence too where it has no capital, and, as a tenth, where it is \
      alone.
      """)
  var useSentenceStarts = false

  func validate() throws {
    guard !input.isEmpty else { throw ValidationError("--input names no file") }
  }

  func run() throws {
    var trainer = TruecaseTrainer(form: words.text, usesSentenceStarts: useSentenceStarts)
    let lineCount = try input.reduce(0) { try $0 + count($1, with: &trainer) }
    let model = trainer.model()
    guard model.wordCount > 0 else {
      throw TextError.malformed(
        file: input.joined(separator: ", "), line: nil,
        problem: "no word with a letter in it stands inside a sentence")
    }
    try write(model)
    StandardError.write(
      "cases of \(model.wordCount.grouped) words from \(lineCount.grouped) lines: \(output)")
  }

  private func count(_ file: String, with trainer: inout TruecaseTrainer) throws -> Int {
    let reader = try LineReader(path: file)
    while let line = try reader.next() { trainer.count(line) }
    return reader.lineNumber
  }

  private func write(_ model: TruecaseModel) throws {
    try FileManager.default.makeFolder((output as NSString).deletingLastPathComponent)
    do {
      try Data(model.text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw CommandFailure.unwritableFolder(path: output, reason: error.systemReason)
    }
  }
}
