/// The settings of a metric in sacreBLEU's notation: `nrefs:1|case:mixed|…|version:2.6.0`.
///
/// Scores may be compared where their signatures are equal.
public struct Signature: Sendable, Equatable {
  /// One setting.
  public struct Field: Sendable, Equatable {
    /// The setting's name.
    public let name: String
    /// The setting's name in the short form.
    public let abbreviation: String
    /// The setting's value.
    public let value: String

    init(_ name: String, _ abbreviation: String, _ value: String) {
      self.name = name
      self.abbreviation = abbreviation
      self.value = value
    }
  }

  /// The version of sacreBLEU whose numbers are reproduced.
  public static let version = "2.6.0"

  /// The settings in the order of printing.
  public let fields: [Field]

  init(referenceCount: Int?, context: SignatureContext, settings: [Field]) {
    let references = Field("nrefs", "#", referenceCount.map(String.init) ?? "var")
    let version = Field("version", "v", Self.version)
    fields = [references] + context.fields + settings + [version]
  }

  /// The short form: `#:1|c:mixed|…|v:2.6.0`.
  public var shortDescription: String {
    fields.map { "\($0.abbreviation):\($0.value)" }.joined(separator: "|")
  }
}

extension Signature: CustomStringConvertible {
  /// The long form: `nrefs:1|case:mixed|…|version:2.6.0`.
  public var description: String {
    fields.map { "\($0.name):\($0.value)" }.joined(separator: "|")
  }
}

/// What a signature says besides the settings of the metric; nothing where nil.
public struct SignatureContext: Sendable, Equatable {
  /// The number of bootstrap resamples.
  public var bootstrapSampleCount: Int?
  /// The number of trials of an approximate randomisation test.
  public var randomizationTrialCount: Int?
  /// What the random numbers came from.
  public var seed: ResamplingSeed?
  /// The name of the test set, as `wmt17`.
  public var testSet: String?
  /// The language pair, as `en-de`.
  public var languagePair: String?
  /// The language that the segments were first written in.
  public var originalLanguage: String?
  /// The name of the part of the test set.
  public var subset: String?

  /// A context of which nothing is said.
  public init() {}

  fileprivate var fields: [Signature.Field] {
    let values = [
      ("bs", "bs", bootstrapSampleCount.map(String.init)),
      ("ar", "ar", randomizationTrialCount.map(String.init)),
      ("seed", "rs", seed?.description), ("test", "t", testSet), ("lang", "l", languagePair),
      ("origlang", "o", originalLanguage), ("subset", "S", subset),
    ]
    return values.compactMap { name, abbreviation, value in
      value.map { Signature.Field(name, abbreviation, $0) }
    }
  }
}
