import ArgumentParser
import TextNormalization

/// `apus normalize`: text as a model would see it.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Bring text from standard input into one spelling.",
    discussion: """
      Removes controls and invisible characters, brings the text into a Unicode normal form and \
      makes each run of whitespace one space. Models do this on their own: text need not be \
      normalized before it is translated or trained on.

      Example:

        apus normalize --form nfc < raw.txt > clean.txt
      """)

  @Option(help: ArgumentHelp("The Unicode normal form.", valueName: "form"))
  var form: Normalizer.Form = .nfkc

  @Flag(help: "Keep controls and invisible characters.")
  var keepControls = false

  @Flag(help: "Keep whitespace as it is.")
  var keepWhitespace = false

  func run() throws {
    let normalizer = Normalizer(
      Normalizer.Configuration(
        form: form, cleansControls: !keepControls, collapsesWhitespace: !keepWhitespace))
    try StandardInput.mapLines { line, _ in normalizer.normalized(line) }
  }
}
