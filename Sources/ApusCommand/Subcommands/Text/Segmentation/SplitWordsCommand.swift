import ArgumentParser
import TextNormalization

/// `apus split-words`: a space between words, whatever the script.
struct SplitWordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split-words",
    abstract: "Split text from standard input into words.",
    usage: "apus split-words [--language <language>] [--separator <text>]",
    discussion: """
      Puts a separator between words, and between words and marks; one line out for each line. \
      Words of Thai, Lao, Khmer, Burmese, Chinese and Japanese, which are written without spaces, \
      are found with the dictionaries of ICU.

      Example:

        echo 'ฉันรักภาษาไทย' | apus split-words --language th
      """)

  @Option(
    help: ArgumentHelp(
      "The language of the text, such as th; only that of Finnish and Swedish matters.",
      valueName: "language"))
  var language = ""

  @Option(
    help: ArgumentHelp("What stands between words. (default: a space)", valueName: "text"))
  var separator: String?

  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let breaker = WordBreaker(language: language)
    try LineMapping(threadCount: threads.count).runText { [separator = separator ?? " "] line, _ in
      let words = breaker.words(in: line).map { line[$0] }
      return words.filter { !$0.isBlank }.joined(separator: separator)
    }
  }
}

extension Substring {
  /// Whether there is whitespace alone.
  fileprivate var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
