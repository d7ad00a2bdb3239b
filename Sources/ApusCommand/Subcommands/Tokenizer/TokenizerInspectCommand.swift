import ArgumentParser
import Foundation
import TextNormalization
import Tokenization
import TokenizerFormats

/// `apus tokenizer inspect`: what a tokenizer makes of text, for people.
struct TokenizerInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show how text is split, and what that says about a tokenizer.",
    discussion: """
      Shows the pieces of each line of standard input, in colour on a terminal. With --input, \
      prints numbers about whole files instead: pieces per word (fertility), bytes per piece, \
      characters covered, unknowns, and the characters that the vocabulary lacks.

      Example:

        echo 'Guten Morgen! 🙂' | apus tokenizer inspect --tokenizer tokenizer.json
        apus tokenizer inspect --tokenizer tokenizer.json --input test.de
      """)

  @OptionGroup var tokenizer: TokenizerFileOption

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Text in UTF-8, one sentence a line.", valueName: "file"))
  var input: [String] = []

  @Option(help: ArgumentHelp("Colour: auto is on a terminal only.", valueName: "when"))
  var color = ColorChoice.auto

  @Flag(help: "Show the bytes of the line that each piece stands for.")
  var offsets = false

  @OptionGroup(title: "Resources") var threads: ThreadOptions

  func run() throws {
    let tokenizer = try Tokenizer(contentsOf: tokenizer.path)
    guard input.isEmpty else { return try report(on: input, tokenizer) }
    let rendering = SegmentationRendering(
      tokenizer, style: color.isWanted ? .colored : .separated(" "))
    try LineMapping(threadCount: threads.count).runText { [offsets] line, _ in
      offsets ? Self.locations(of: line, tokenizer) : rendering.text(of: line)
    }
  }

  private func report(on files: [String], _ tokenizer: Tokenizer) throws {
    for file in files {
      var inspection = TokenizerInspection(tokenizer)
      let reader = try LineReader(path: file)
      while let lines = try reader.nextAtHand() {
        inspection.add(lines, threadCount: threads.count)
      }
      var output = StandardOutput()
      if files.count > 1 { try output.write("\(file):") }
      for line in inspection.report() { try output.write(line) }
      try output.flush()
    }
  }

  private static func locations(of line: String, _ tokenizer: Tokenizer) -> String {
    let places = tokenizer.locatedTokens(line).map { token in
      let bytes = token.bytes
      return "\(tokenizer.piece(for: token.token)):\(bytes.lowerBound)-\(bytes.upperBound)"
    }
    return places.joined(separator: " ")
  }
}

/// When to write colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never

  var isWanted: Bool {
    switch self {
    case .auto: isatty(FileHandle.standardOutput.fileDescriptor) == 1
    case .always: true
    case .never: false
    }
  }
}
