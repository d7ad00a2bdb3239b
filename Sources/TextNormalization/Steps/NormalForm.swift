/// A Unicode normal form, by the tables of a version of Unicode.
public struct NormalForm: Hashable, Sendable {
  /// The name of a form.
  public enum Name: String, CaseIterable, Sendable {
    /// Canonical composition: an e and a combining acute become é.
    case nfc
    /// Canonical decomposition: é becomes an e and a combining acute.
    case nfd
    /// Compatibility composition: also ﬁ becomes fi, Ａ becomes A, ½ becomes 1⁄2.
    case nfkc
    /// Compatibility decomposition.
    case nfkd
    /// Unicode's NFKC_Casefold, for comparison: compatibility composition of folded case.
    ///
    /// By its definition it removes all that may be ignored, the joiners U+200C and U+200D too; the
    /// steps `nfkc` and `caseFold` leave them.
    case nfkcCaseFold = "nfkc-casefold"
  }

  /// Which characters a form knows; it leaves the others as they are.
  public enum UnicodeVersion: String, CaseIterable, Sendable {
    /// The characters that the ICU at hand knows.
    case newest
    /// The characters of Unicode 9, with every version of ICU.
    ///
    /// So a model reads a text alike everywhere, and alike in the Hugging Face `tokenizers` library,
    /// whose tables are those of Unicode 9.
    case unicode9 = "9.0"
  }

  /// The form.
  public var name: Name
  /// The version of Unicode that defines it.
  public var version: UnicodeVersion

  /// Names a normal form.
  public init(_ name: Name, version: UnicodeVersion = .unicode9) {
    self.name = name
    self.version = version
  }
}
