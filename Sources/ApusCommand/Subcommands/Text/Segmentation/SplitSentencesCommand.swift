import ArgumentParser
import TextNormalization

/// `apus split-sentences`: one sentence a line.
struct SplitSentencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split-sentences",
    abstract: "Split text from standard input into sentences.",
    usage: "apus split-sentences --language <language> [<options>]",
    discussion: """
      Writes a line for each sentence, without the whitespace around it. A line of input is a \
      paragraph: its end is the end of a sentence. Sentences end where Unicode says, but not after \
      abbreviations, initials and ordinals; abbreviations are known for cs, de, en, es and fr.

      With --offsets, writes four columns with tabs between them: the number of the line, where in \
      it the sentence starts and ends in bytes of UTF-8, and the sentence.

      Example:

        echo 'Dr. Smith left. Why?' | apus split-sentences --language en
      """)

  @Option(help: ArgumentHelp("The language of the text, such as de.", valueName: "language"))
  var language: String

  @Flag(help: "Write an empty line after the sentences of each line.")
  var keepLines = false

  @Flag(help: "Write the place of each sentence before it.")
  var offsets = false

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if keepLines && offsets {
      throw ValidationError("give either --keep-lines or --offsets, which names the lines anyway")
    }
    if language.isEmpty {
      throw ValidationError("--language is empty; wanted a language, such as de")
    }
  }

  func run() throws {
    let printer = SentencePrinter(
      splitter: SentenceSplitter(language: language), keepsLines: keepLines, hasOffsets: offsets)
    try LineSurvey(threadCount: threads.count).run(printer.output) { lines, output in
      try output.write(lines)
    }
  }
}

/// Writes the sentences of lines.
private struct SentencePrinter: Sendable {
  let splitter: SentenceSplitter
  let keepsLines: Bool
  let hasOffsets: Bool

  /// Whole lines of output for some lines of input.
  @Sendable func output(for lines: NumberedLines) -> [UInt8] {
    var output: [UInt8] = []
    for (number, line) in lines.numbered {
      for sentence in splitter.sentences(in: line) {
        let place = hasOffsets ? "\(number)\t\(sentence.utf8Range.columns)\t" : ""
        output += Array((place + String(line[sentence.range]).onOneLine + "\n").utf8)
      }
      if keepsLines { output.append(UInt8(ascii: "\n")) }
    }
    return output
  }
}

extension Range<Int> {
  fileprivate var columns: String { "\(lowerBound)\t\(upperBound)" }
}
