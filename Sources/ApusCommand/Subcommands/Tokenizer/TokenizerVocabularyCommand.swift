import ArgumentParser
import TextNormalization
import Tokenization
import TokenizerFormats

/// `apus tokenizer vocabulary`: the pieces of text with their counts.
struct TokenizerVocabularyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary",
    abstract: "Count the pieces that text is split into.",
    discussion: """
      Writes a piece, a space and its count a line, the most frequent first. Made from the text of \
      one language, this is what 'apus tokenizer encode --vocabulary' reads.

      Example:

        apus tokenizer vocabulary --tokenizer tokenizer.json --input train.de > vocabulary.de
      """)

  @OptionGroup var tokenizer: TokenizerFileOption

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Text in UTF-8, one sentence a line.", valueName: "file"))
  var input: [String]

  @OptionGroup(title: "Resources") var threads: ThreadOptions

  func run() throws {
    let tokenizer = try Tokenizer(contentsOf: tokenizer.path)
    var counts = [Int](repeating: 0, count: tokenizer.vocabularyCount)
    for file in input {
      let reader = try LineReader(path: file)
      while let lines = try reader.nextAtHand() {
        let tokens = tokenizer.tokenize(lines: lines, threadCount: threads.count)
        for token in tokens.joined() { counts[Int(token)] += 1 }
      }
    }
    var output = StandardOutput()
    for (token, count) in ranked(counts) {
      try output.write("\(tokenizer.piece(for: TokenID(token))) \(count)")
    }
    try output.flush()
  }

  /// The pieces that occur, the most frequent first, of equal ones that of the lower number.
  private func ranked(_ counts: [Int]) -> [(token: Int, count: Int)] {
    let occurring = counts.indices.filter { counts[$0] > 0 }
    let order = occurring.sorted { (counts[$1], $0) < (counts[$0], $1) }
    return order.map { ($0, counts[$0]) }
  }
}
