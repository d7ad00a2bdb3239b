import ArgumentParser

/// SacreBLEU's options for the test sets that it downloads: read, so that they can be answered.
struct TestSetArguments: ParsableArguments {
  @Option(
    name: [.customLong("language-pair"), .customShort("l")],
    help: ArgumentHelp(
      "Such as en-zh: chooses the tokenizer of the target language.", valueName: "pair"))
  var languagePair: String?

  @Option(name: [.customLong("test-set"), .customShort("t")], help: .hidden)
  var testSet: String?

  @Option(
    name: [.customLong("origlang"), .customLong("ol", withSingleDash: true)], help: .hidden)
  var originalLanguage: String?

  @Option(help: .hidden) var subset: String?
  @Option(help: .hidden) var download: String?
  @Option(parsing: .upToNextOption, help: .hidden) var echo: [String] = []
  @Flag(help: .hidden) var list = false
  @Flag(name: [.customLong("citation"), .customLong("cite")], help: .hidden) var citation = false

  func validate() throws {
    let options = [
      ("--test-set", testSet != nil), ("--download", download != nil), ("--echo", !echo.isEmpty),
      ("--list", list), ("--citation", citation), ("--origlang", originalLanguage != nil),
      ("--subset", subset != nil),
    ]
    if let given = options.first(where: \.1)?.0 {
      throw ValidationError(
        "\(given) is for test sets that sacreBLEU downloads; Apus scores files: give the "
          + "references as arguments")
    }
    guard languagePair == nil || languagePair?.contains("-") == true else {
      throw ValidationError(
        "--language-pair is '\(languagePair ?? "")'; wanted two languages such as en-de")
    }
  }

  /// The language of translations, if it is given.
  var targetLanguage: String? {
    languagePair?.split(separator: "-", omittingEmptySubsequences: false).dropFirst().first
      .map(String.init)
  }
}
