import ArgumentParser
import Tokenization
import TokenizerFormats

/// `apus tokenizer encode`: text to tokens.
struct TokenizerEncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Split text from standard input into tokens.",
    discussion: """
      Writes a line of tokens, separated by spaces, for each line read. Special tokens are not \
      added.

      With --vocabulary, pieces that are too rare in one language are split into those that they \
      were merged from; 'apus tokenizer vocabulary' counts them.

      Example:

        echo 'Guten Morgen!' | apus tokenizer encode --tokenizer tokenizer.json
      """)

  @OptionGroup var tokenizer: TokenizerFileOption

  @Option(help: ArgumentHelp("What to write.", valueName: "format"))
  var outputFormat = TokenFormat.pieces

  @OptionGroup(title: "BPE-dropout") var dropout: DropoutArguments
  @OptionGroup(title: "Vocabulary of one language") var restriction: RestrictionArguments
  @OptionGroup(title: "Resources") var threads: ThreadOptions

  func run() throws {
    let tokenizer = try Tokenizer(contentsOf: tokenizer.path)
    let restriction = try restriction.restriction(of: tokenizer, file: self.tokenizer.path)
    let writer = TokenWriter(tokenizer, format: outputFormat)
    let dropout = dropout
    let encoder =
      try dropout.isWanted
      ? tokenizer.requireEncoder(for: "--dropout", file: self.tokenizer.path) : nil
    try LineMapping(threadCount: threads.count).run {
      var lines = LineTokenizer(tokenizer)
      return { line, number, output in
        let tokens =
          encoder?.tokenize(line, dropout: dropout.dropout(line: number)) ?? lines.tokenize(line)
        writer.append(restriction?.restricted(tokens) ?? tokens, to: &output)
      }
    }
  }
}

/// How likely merges are left out.
struct DropoutArguments: ParsableArguments {
  @Option(
    name: .customLong("dropout"),
    help: ArgumentHelp(
      "How likely a merge is left out, so that a word is split in many ways.", valueName: "p"))
  var probability = 0.0

  @Option(help: ArgumentHelp("Chooses among the many ways.", valueName: "n"))
  var seed: UInt64 = 1

  var isWanted: Bool { probability > 0 }

  func validate() throws {
    try require(probability, in: 0...1, "--dropout", wanted: "a probability from 0 to 1")
  }

  func dropout(line: Int) -> BPEDropout {
    BPEDropout(probability: probability, seed: seed, position: UInt64(line))
  }
}

/// Writes tokens with a space between each two.
private struct TokenWriter {
  private let format: TokenFormat
  private let pieces: [[UInt8]]

  init(_ tokenizer: Tokenizer, format: TokenFormat) {
    self.format = format
    let tokens = 0..<TokenID(format == .pieces ? tokenizer.vocabularyCount : 0)
    pieces = tokens.map { Array(tokenizer.piece(for: $0).utf8) }
  }

  func append(_ tokens: [TokenID], to output: inout [UInt8]) {
    for (index, token) in tokens.enumerated() {
      if index > 0 { output.append(UInt8(ascii: " ")) }
      switch format {
      case .ids: output.append(decimal: token)
      case .pieces: output += pieces[Int(token)]
      }
    }
  }
}

extension [UInt8] {
  /// Writes a number in decimal digits; `String(number)` would take longer than tokenising.
  fileprivate mutating func append(decimal number: TokenID) {
    var rest = number
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
