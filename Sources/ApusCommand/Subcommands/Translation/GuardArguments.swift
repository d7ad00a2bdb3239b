import ArgumentParser
import Translation

/// What keeps translations from letting people down.
struct GuardArguments: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Keep placeholders, tags, addresses, emoji, white space and capitals, divide what is too "
        + "long, and replace loops and empty translations."))
  var guards = true

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A word or phrase that stays as it is; may be repeated.", valueName: "text"))
  var protect: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A regular expression of what stays as it is; may be repeated.", valueName: "pattern"))
  var protectPattern: [String] = []

  @Flag(help: "Keep numbers exactly.")
  var protectNumbers = false

  @Flag(help: "Keep paths of files exactly.")
  var protectPaths = false

  @Flag(
    help: ArgumentHelp(
      "Each line is a paragraph: its sentences are translated one by one; bullets, indents and "
        + "empty lines stay."))
  var document = false

  @Option(
    help: ArgumentHelp(
      "Texts of more tokens are divided at sentences, clauses or spaces.", valueName: "tokens"))
  var maxSourceLength = TranslationOptions().sourceLimit

  func validate() throws {
    try require(maxSourceLength, in: 8..., "--max-source-length", wanted: "8 or more")
    let needsGuards =
      document || protectNumbers || protectPaths || !protect.isEmpty || !protectPattern.isEmpty
    guard guards || !needsGuards else {
      throw ValidationError("--no-guards leaves nothing for --protect… and --document to do")
    }
  }

  /// What the options ask of the guards.
  func apply(to options: inout TranslationOptions) {
    options.sourceLimit = maxSourceLength
    guard guards else {
      options.guards = nil
      return
    }
    var guardOptions = GuardOptions()
    if protectNumbers { guardOptions.protectedKinds.insert(.numbers) }
    if protectPaths { guardOptions.protectedKinds.insert(.paths) }
    guardOptions.protectedTerms = protect
    guardOptions.protectedPatterns = protectPattern
    guardOptions.splitsSentences = document
    options.guards = guardOptions
  }
}
