import ArgumentParser
import Corpora
import TextNormalization

/// Which pairs of the training text are left out, beside empty and long ones.
struct CorpusFilterArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Leaves out pairs whose longer side has more than R times the tokens of the shorter, each "
        + "with \(PairFilter.lengthAllowance) added, which spares short ones. (default: any)",
      valueName: "R"))
  var maxLengthRatio: Double?

  @Flag(
    help: "Leaves out pairs with a side most of whose letters are not of its language's script.")
  var checkScript = false

  @Flag(help: "Leaves out pairs whose two sides are the same text.")
  var dropCopies = false

  @Flag(help: "Leaves out a pair of texts that was there before, in any corpus.")
  var dropDuplicates = false

  func validate() throws {
    try require(
      maxLengthRatio, in: 1..<Double.infinity, "--max-length-ratio", wanted: "1 or more")
  }

  /// The filter for two languages.
  ///
  /// - Throws: `ValidationError`, where the scripts of a language are not known and are needed.
  func filter(maximumLength: Int, source: String, target: String) throws -> PairFilter {
    var filter = PairFilter(maximumLength: maximumLength)
    filter.limits.maximumLengthRatio = maxLengthRatio
    filter.dropsCopies = dropCopies
    filter.dropsDuplicates = dropDuplicates
    if checkScript { filter.scripts = (try scripts(of: source), try scripts(of: target)) }
    return filter
  }

  private func scripts(of language: String) throws -> ScriptFilter {
    guard let scripts = LanguageScripts(language: language) else {
      throw ValidationError("--check-script: the scripts of the language \(language) are not known")
    }
    return ScriptFilter(scripts)
  }
}
