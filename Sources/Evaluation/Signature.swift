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

  init(referenceCount: Int?, settings: [Field]) {
    let references = Field("nrefs", "#", referenceCount.map(String.init) ?? "var")
    fields = [references] + settings + [Field("version", "v", Self.version)]
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
