import CICU

/// A script of the Unicode standard, such as Latin.
public struct Script: Hashable, Sendable {
  let number: Int32

  /// The script of a character.
  public init(of scalar: Unicode.Scalar) {
    number = cicu_script(scalar.value)
  }

  init(number: Int32) {
    self.number = number
  }

  /// The four-letter code of ISO 15924, such as `Latn`.
  public var code: String { cicu_script_code(number).map { String(cString: $0) } ?? "Zzzz" }

  /// The English name, such as `Latin`.
  public var name: String { cicu_script_name(number).map { String(cString: $0) } ?? "Unknown" }

  /// Whether characters of all scripts are mixed with those of this one: digits, marks, symbols.
  public var isShared: Bool { ["Zyyy", "Zinh", "Zzzz"].contains(code) }

  /// Whether a character is used with this script, though it may belong to another.
  func uses(_ scalar: Unicode.Scalar) -> Bool { cicu_has_script(scalar.value, number) }
}

extension Script: Comparable {
  /// Scripts are in the order of their codes.
  public static func < (left: Script, right: Script) -> Bool { left.code < right.code }
}
