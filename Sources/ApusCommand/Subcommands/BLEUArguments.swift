public import ArgumentParser
public import Evaluation

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
    help: ArgumentHelp("The rule that splits lines into words.", valueName: "tokenizer"))
  var tokenize: BLEUTokenizer = .mteval13a

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

  func validate() throws {
    try require(smoothValue, in: 0..<Double.infinity, "--smooth-value", wanted: "0 or more")
    guard smoothValue == nil || smoothMethod == .floor || smoothMethod == .addK else {
      throw ValidationError(
        "--smooth-value has a meaning with --smooth-method floor and add-k only")
    }
  }

  var options: BLEUOptions {
    BLEUOptions(tokenizer: tokenize, isLowercased: lowercase, smoothing: smoothing)
  }

  private var smoothing: BLEUSmoothing {
    switch smoothMethod {
    case .exp: .exponential
    case .floor: .floor(smoothValue ?? 0.1)
    case .addK: .addK(smoothValue ?? 1)
    case .none: .none
    }
  }
}

extension BLEUTokenizer: ExpressibleByArgument {}
