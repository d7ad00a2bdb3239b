import ArgumentParser
import SubwordNMT
import Tokenization

/// `apus subword-nmt decode`: subwords to words.
struct SubwordNMTDecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Join subwords into words.",
    discussion: """
      Removes what sed -r 's/(@@ )|(@@ ?$)//g' removes.

      Example:

        apus subword-nmt decode < test.bpe.de > test.de
      """)

  @OptionGroup var files: SubwordNMTFileOptions

  @Option(
    name: [.long, .short],
    help: ArgumentHelp("Stands behind subwords that do not end a word.", valueName: "text"))
  var separator = "@@"

  func validate() throws {
    guard separator.isEmpty else { return }
    throw ValidationError("--separator is empty; wanted what apply-bpe was given")
  }

  func run() throws {
    let decoder = SubwordNMTDecoder(separator: separator)
    var blocks = try TextBlocks(path: files.input)
    let output = try ByteSink(path: files.output)
    while let block = try blocks.next() {
      var text: [UInt8] = []
      decoder.append(decoding: block, to: &text)
      try output.write(text)
    }
  }
}
