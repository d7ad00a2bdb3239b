import Corpora
import TextNormalization

/// Finds lines with characters of scripts that a language is not written in.
struct LanguageCheck: Sendable {
  /// The characters of one line that belong to other scripts.
  struct Finding: Sendable {
    let line: Int
    let outsiders: [LanguageScripts.Outsider]
  }

  private let language: String
  private let scripts: LanguageScripts

  /// A check for a language, or nil if ICU does not know it.
  ///
  /// - Parameter language: A BCP 47 tag such as `de` or `zh-Hant`.
  init?(language: String) {
    guard let scripts = LanguageScripts(language: language) else { return nil }
    self.language = language
    self.scripts = scripts
  }

  /// What a line has of other scripts, or nil for nothing.
  func finding(in text: String, line: Int) -> Finding? {
    let outsiders = scripts.outsiders(in: text)
    return outsiders.isEmpty ? nil : Finding(line: line, outsiders: outsiders)
  }

  /// The words for a finding: the characters by name, as many look like those of other scripts.
  func message(for finding: Finding) -> String {
    let kinds = finding.outsiders.map(\.scalar.codePointAndName).countedKinds
    let rest = kinds.count > 3 ? ["and \(kinds.count - 3) further kinds"] : []
    return "line \(finding.line): not \(scriptNames): "
      + (kinds.prefix(3) + rest).joined(separator: ", ")
  }

  /// The words for a whole text.
  ///
  /// - Parameters:
  ///   - findings: Those of all lines.
  ///   - lineCount: The number of lines, with and without a finding.
  /// - Returns: One line.
  func summary(of findings: LanguageTally, lineCount: Int) -> String {
    let ranked = findings.scripts.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }
    let list = ranked.map { "\($0.value.grouped) x \($0.key.name)" }.joined(separator: ", ")
    return
      "\(findings.lineCount.grouped) of \(lineCount.grouped) lines are not all \(scriptNames), "
      + "which \(language) is written in" + (list.isEmpty ? "" : ": \(list)")
  }

  /// The scripts of the language: `Latin`, or `Han, Hiragana or Katakana`.
  private var scriptNames: String {
    let names = scripts.scripts.map(\.name)
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// What was found in the lines of a text so far.
struct LanguageTally {
  /// How many lines have characters of other scripts.
  private(set) var lineCount = 0
  /// How many characters of each other script there are.
  private(set) var scripts: [Script: Int] = [:]

  /// Counts a line.
  mutating func add(_ finding: LanguageCheck.Finding) {
    lineCount += 1
    for outsider in finding.outsiders { scripts[outsider.script, default: 0] += 1 }
  }
}

extension [String] {
  /// Each text once, in the order of first places, with its count where that is more than 1.
  fileprivate var countedKinds: [String] {
    var order: Self = []
    var counts: [String: Int] = [:]
    for text in self {
      if counts[text] == nil { order.append(text) }
      counts[text, default: 0] += 1
    }
    return order.map { text in
      let count = counts[text] ?? 1
      return count == 1 ? text : "\(count) x \(text)"
    }
  }
}
