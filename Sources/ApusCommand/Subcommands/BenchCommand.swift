import ArgumentParser
import TextNormalization
import Tokenization
import TokenizerFormats

/// `apus bench`: how fast the parts work on this machine.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast the parts of Apus work on this machine.",
    subcommands: [BenchTokenizerCommand.self])
}

/// `apus bench tokenizer`: lines in memory to tokens in memory.
struct BenchTokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Measure how fast a tokenizer splits text that is in memory.",
    discussion: """
      Prints a line of JSON for each run: seconds, megabytes (10^6 bytes) of text per second, lines \
      and tokens. Reading the files is not counted.

      Example:

        apus bench tokenizer --tokenizer tokenizer.json --input train.en --threads 1
      """)

  @OptionGroup var tokenizer: TokenizerFileOption

  @Option(help: ArgumentHelp("Text in UTF-8, one sentence a line.", valueName: "file"))
  var input: String

  @Option(help: ArgumentHelp("How often to measure.", valueName: "n"))
  var runs = 1

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    try requirePositive(runs, "--runs")
  }

  func run() throws {
    let tokenizer = try Tokenizer(contentsOf: tokenizer.path)
    let lines = try LineReader.lines(ofFile: input)
    let byteCount = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    // The first lines pay for what is set up once, as they do for other programs.
    _ = tokenizer.tokenize(lines: Array(lines.prefix(100)), threadCount: threads.count)
    for _ in 0..<runs {
      let start = ContinuousClock.now
      let tokens = tokenizer.tokenize(lines: lines, threadCount: threads.count)
      let seconds = (ContinuousClock.now - start).seconds
      let tokenCount = tokens.reduce(0) { $0 + $1.count }
      print(
        "{\"seconds\": \(seconds), \"megabytes_per_second\": \(Double(byteCount) / 1e6 / seconds), "
          + "\"lines\": \(lines.count), \"tokens\": \(tokenCount)}")
    }
  }
}
