import ArgumentParser
import Evaluation

/// The options of BLEU, under sacreBLEU's names.
struct BLEUArguments: ParsableArguments {
  enum SmoothMethod: String, CaseIterable, ExpressibleByArgument {
    case exp
    case floor
    case addK = "add-k"
    case none
  }

  @Option(
    name: [.long, .customLong("tok", withSingleDash: true)],
    help: ArgumentHelp(
      "The rule that splits lines into words. (default: 13a, and the language's own with -l)",
      valueName: "tokenizer"))
  var tokenize: WordRule?

  @Option(
    help: ArgumentHelp(
      "The SentencePiece model of --tokenize spm, flores101, flores200 or spBLEU-1K.",
      valueName: "file"))
  var spmModel: String?

  @Flag(
    name: [.long, .customLong("lc", withSingleDash: true)],
    help: "Compare in lower case.")
  var lowercase = false

  @Option(
    name: [.customShort("s"), .long],
    help: ArgumentHelp("What an order without a match counts as.", valueName: "method"))
  var smoothMethod = SmoothMethod.exp

  @Option(
    name: [.long, .customLong("sv", withSingleDash: true)],
    help: ArgumentHelp(
      "The number that 'floor' and 'add-k' smooth with. (default: 0.1 and 1)", valueName: "x"))
  var smoothValue: Double?

  @Flag(help: "Do not warn of text that looks tokenized.")
  var force = false

  func validate() throws {
    try require(smoothValue, in: 0..<Double.infinity, "--smooth-value", wanted: "0 or more")
    guard smoothValue == nil || smoothMethod == .floor || smoothMethod == .addK else {
      throw ValidationError(
        "--smooth-value has a meaning with --smooth-method floor and add-k only")
    }
    guard spmModel == nil || tokenize?.needsModel == true else {
      throw ValidationError(
        "--spm-model is for --tokenize spm, flores101, flores200 and spBLEU-1K")
    }
  }

  var smoothing: BLEUSmoothing {
    switch smoothMethod {
    case .exp: .exponential
    case .floor: .floor(smoothValue ?? 0.1)
    case .addK: .addK(smoothValue ?? 1)
    case .none: .none
    }
  }
}

/// The rules that split lines into words, under sacreBLEU's names.
enum WordRule: String, CaseIterable, ExpressibleByArgument {
  case none
  case chinese = "zh"
  case mteval13a = "13a"
  case international = "intl"
  case character = "char"
  case japanese = "ja-mecab"
  case korean = "ko-mecab"
  case sentencePiece = "spm"
  case flores101
  case flores200
  case spBLEU1K = "spBLEU-1K"

  /// Whether words are the pieces of a SentencePiece model.
  var needsModel: Bool {
    switch self {
    case .sentencePiece, .flores101, .flores200, .spBLEU1K: true
    default: false
    }
  }
}
