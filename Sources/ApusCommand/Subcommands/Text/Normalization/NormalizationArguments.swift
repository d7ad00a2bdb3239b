import ArgumentParser
import TextNormalization

/// The steps that bring text into one spelling.
///
/// What was not given is nil, so that a command can tell it from the default that was given.
struct NormalizationArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A Unicode normal form or a map of SentencePiece; the maps treat controls too. "
        + "(default: nfkc)", valueName: "form"))
  var form: FormChoice?

  @Option(
    help: ArgumentHelp("Rewrite by the ICU transliterator rules in a file.", valueName: "file"))
  var rules: String?

  @Option(
    help: ArgumentHelp("Rewrite by a transliterator of ICU, such as Latin-ASCII.", valueName: "id"))
  var transliterate: String?

  @Option(
    help: ArgumentHelp(
      "Bring punctuation into ASCII as Moses does; cs, de, en, es and fr have rules of their own.",
      valueName: "language"))
  var punctuation: String?

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp(
      "Capitals: truecase gives the start of a sentence the case of the model. (default: keep)",
      valueName: "way"))
  var casing: CaseChoice?

  @OptionGroup var truecase: TruecaseArguments

  @Flag(
    help: """
      Remove accents: é becomes e. In many scripts, as that of Hindi, vowels are such marks and \
      go too.
      """)
  var stripAccents = false

  @Flag(help: "Keep controls and invisible characters.")
  var keepControls = false

  @Option(
    help: ArgumentHelp(
      "collapse makes a run of it one space and trims; trim removes it at the ends. "
        + "(default: collapse)", valueName: "policy"))
  var whitespace: WhitespaceChoice?

  @Flag(help: "The same as --whitespace keep.")
  var keepWhitespace = false

  func validate() throws {
    if keepWhitespace, let whitespace, whitespace != .keep {
      throw ValidationError("give either --whitespace \(whitespace) or --keep-whitespace")
    }
    try truecase.validate(isWanted: casing == .truecase)
    if let transliterate, (try? TransliterationRules(id: transliterate)) == nil {
      throw ValidationError(
        "--transliterate is \(transliterate); wanted the ID of a transliterator of ICU, "
          + "such as Latin-ASCII")
    }
    if punctuation?.isEmpty == true {
      throw ValidationError("--punctuation is empty; wanted a language, such as de")
    }
  }

  /// The normaliser that the options describe.
  ///
  /// - Parameter version: The Unicode version of normal forms.
  /// - Returns: The normaliser.
  /// - Throws: `TextError` where a file cannot be read or breaks its format.
  func normalizer(version: NormalForm.UnicodeVersion) throws -> Normalizer {
    let rewriting = try transliterations().map { Normalizer.Step.transliterate($0) }
    let casing = try casingStep().map { [$0] } ?? []
    return Normalizer(
      steps: rewriting + punctuationSteps + formSteps(version) + casing + accentSteps(version)
        + whitespaceSteps)
  }

  /// The options that were given, with dashes.
  var given: [String] {
    let options: KeyValuePairs = [
      "--form": form != nil, "--rules": rules != nil, "--transliterate": transliterate != nil,
      "--punctuation": punctuation != nil, "--case": casing != nil,
      "--strip-accents": stripAccents, "--keep-controls": keepControls,
      "--whitespace": whitespace != nil, "--keep-whitespace": keepWhitespace,
    ]
    return options.filter(\.value).map(\.key)
  }
}

extension NormalizationArguments {
  private func transliterations() throws -> [TransliterationRules] {
    let ofFile = try rules.map { try TransliterationRules(contentsOf: $0) }
    let ofID = try transliterate.map { try TransliterationRules(id: $0) }
    return [ofFile, ofID].compactMap(\.self)
  }

  /// Controls go first: no normal form makes one.
  private func formSteps(_ version: NormalForm.UnicodeVersion) -> [Normalizer.Step] {
    let form = form ?? .nfkc
    let controls: [Normalizer.Step] = keepControls || form.treatsControls ? [] : [.controls]
    return controls + (form.step(version: version).map { [$0] } ?? [])
  }

  private var punctuationSteps: [Normalizer.Step] {
    punctuation.map { [.punctuation(PunctuationRules(language: $0))] } ?? []
  }

  private func casingStep() throws -> Normalizer.Step? {
    switch casing ?? .keep {
    case .keep: nil
    case .lower: .lowercase
    case .fold: .caseFold
    case .truecase: .truecase(try truecase.model())
    }
  }

  /// Only a decomposed text has marks to remove; what remains is composed again.
  private func accentSteps(_ version: NormalForm.UnicodeVersion) -> [Normalizer.Step] {
    guard stripAccents else { return [] }
    if form == .nfd || form == .nfkd { return [.stripAccents] }
    return [
      .form(NormalForm(.nfd, version: version)), .stripAccents,
      .form(NormalForm(.nfc, version: version)),
    ]
  }

  private var whitespaceSteps: [Normalizer.Step] {
    switch keepWhitespace ? .keep : whitespace ?? .collapse {
    case .collapse: [.whitespace(.collapse)]
    case .trim: [.whitespace(.trim)]
    case .keep: []
    }
  }
}
