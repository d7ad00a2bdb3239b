import CICU

/// The scripts that a language is written in, to tell text that is not in it.
public struct LanguageScripts: Equatable, Sendable {
  /// A character of another script.
  public struct Outsider: Equatable, Sendable {
    /// The character.
    public let scalar: Unicode.Scalar
    /// The script that it belongs to.
    public let script: Script
    /// Where it stands, as UTF-8 offsets.
    public let bytes: Range<Int>
  }

  /// The usual scripts of the language.
  public let scripts: [Script]

  /// Finds the scripts of a language, or nil if ICU does not know it.
  ///
  /// - Parameter language: A BCP 47 tag such as `de`, `zh-Hant` or `sr_Latn`.
  public init?(language: String) {
    // To ICU, no language is that of the machine.
    guard !language.isEmpty else { return nil }
    var numbers = [Int32](repeating: 0, count: 16)
    let count = cicu_scripts_of_language(language, &numbers, 16)
    guard count > 0 else { return nil }
    scripts = numbers.prefix(Int(count)).flatMap(Self.unified).sorted()
  }

  /// Characters of Chinese belong to Han, whichever way of writing a tag names.
  private static func unified(_ number: Int32) -> [Script] {
    let script = Script(number: number)
    let parts =
      switch script.code {
      case "Hans", "Hant": ["Hani"]
      case "Jpan": ["Hani", "Hira", "Kana"]
      case "Kore": ["Hang", "Hani"]
      default: [script.code]
      }
    return parts == [script.code]
      ? [script] : (0..<cicu_script_count()).map(Script.init).filter { parts.contains($0.code) }
  }

  /// Whether a character may stand in text of the language; what all scripts share always may.
  public func allow(_ scalar: Unicode.Scalar) -> Bool {
    scripts.contains { $0.uses(scalar) } || Script(of: scalar).isShared
  }

  /// The characters of a text that belong to other scripts, in order.
  public func outsiders(in text: String) -> [Outsider] {
    var outsiders: [Outsider] = []
    var position = 0
    for scalar in text.unicodeScalars {
      let end = position + UTF8.width(scalar)
      if !allow(scalar) {
        outsiders.append(
          Outsider(scalar: scalar, script: Script(of: scalar), bytes: position..<end))
      }
      position = end
    }
    return outsiders
  }
}
