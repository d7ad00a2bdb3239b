import ArgumentParser
import Tokenization

/// What a vocabulary is to be.
struct VocabularyArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Pieces in the vocabulary, with 3 special ones and 256 bytes.", valueName: "n"))
  var vocabSize: Int?

  @Option(help: ArgumentHelp("Merges to learn, instead of --vocab-size.", valueName: "n"))
  var merges: Int?

  @Option(
    help: ArgumentHelp("A pair of pieces must be found this often to be merged.", valueName: "n"))
  var minFrequency = 2

  @Option(
    help: ArgumentHelp(
      "The share of the text's characters that become pieces; rarer ones are spelled in bytes.",
      valueName: "share"))
  var characterCoverage = 1.0

  @Option(help: ArgumentHelp("The longest piece, in characters.", valueName: "n"))
  var maxPieceLength = 16

  @Option(help: ArgumentHelp("Whether digits may merge with one another.", valueName: "way"))
  var digits = DigitsPolicy.single

  @Flag(
    help: "Split text without spaces (Thai, Chinese, Japanese, Khmer) at ICU's word breaks first.")
  var breakWords = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Texts that are pieces of their own, never cut and never merged.", valueName: "symbol"))
  var protectedSymbols: [String] = []

  func validate() throws {
    guard (vocabSize == nil) != (merges == nil) else {
      throw ValidationError("give either --vocab-size or --merges")
    }
    try requirePositive(vocabSize, "--vocab-size")
    try require(merges, in: 0..., "--merges", wanted: "0 or more")
    try requirePositive(minFrequency, "--min-frequency")
    try requirePositive(maxPieceLength, "--max-piece-length")
    try require(
      characterCoverage, in: 0...1, "--character-coverage", wanted: "a share from 0 to 1")
  }

  /// The options of training, but for normalisation and resources.
  var options: BPETrainer.Options {
    var options = BPETrainer.Options(
      size: merges.map { .merges($0) } ?? .vocabulary(vocabSize ?? 0))
    options.minimumFrequency = minFrequency
    options.characterCoverage = characterCoverage
    options.maximumPieceLength = maxPieceLength
    options.digits = digits.digits
    options.breaksWords = breakWords
    options.protectedSymbols = protectedSymbols
    return options
  }
}

/// Whether digits may merge with one another.
enum DigitsPolicy: String, CaseIterable, ExpressibleByArgument {
  case single
  case joined

  var digits: BPETrainer.Digits { self == .single ? .single : .joined }
}
