import ArgumentParser
import TextNormalization

/// `apus truecaser detruecase`: capitals at the start of sentences.
struct TruecaserDetruecaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detruecase",
    abstract: "Begin each sentence of standard input with a capital.",
    discussion: """
      Needs no model: all other words keep their case.

      Example:

        echo 'the end. nobody left.' | apus truecaser detruecase
      """)

  @OptionGroup var words: WordFormOption
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let form = words.text
    try LineMapping(threadCount: threads.count).runText { line, _ in
      TruecaseModel.detruecased(line, form: form)
    }
  }
}

/// How words are told apart.
struct WordFormOption: ParsableArguments {
  @Option(help: ArgumentHelp("raw, or tokenized with marks apart from words.", valueName: "text"))
  var text = WordForm.raw
}
