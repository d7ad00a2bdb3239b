import TestSupport
import Translation

/// Networks that do what real ones do at their worst, all the time.
enum FakeNetwork: String, CaseIterable, Sendable {
  case copies
  case dropsNumbers
  case doublesNumbers
  case shouts
  case gluesBefore
  case gluesBehind
  case compounds
  case prefixes
  case extendsAddresses
  case reversesWords
  case reversesCharacters
  case saysNothing
  case loops
  case countsUp
  case groupsDigits
  case addsZeros
  case bracketsNumbers
  case dropsSpaces
  case breaksLines
  case hasNoCandidate
  /// Wrong at first; does as it is told when texts are required.
  case obeys
  /// The first candidate is bad, and the second one good.
  case hasAlternatives
  /// Wrong for whole sentences, right for short parts.
  case knowsShortTexts

  func translate(_ requests: [TranslationRequest]) -> [[Translation]] {
    requests.map { candidates($0).enumerated().map { Translation($1, score: Double(-$0)) } }
  }

  private func candidates(_ request: TranslationRequest) -> [String] {
    let text = request.text
    switch self {
    case .hasNoCandidate: return []
    case .obeys: return [request.requiredTexts.isEmpty ? text.numbers { _ in "" } : text]
    case .hasAlternatives: return [text.numbers { _ in "" }, text + " " + text, text]
    case .knowsShortTexts:
      return [text.split(separator: " ").count < 3 ? text : "nein nein nein nein nein"]
    default: return [output(text)]
    }
  }

  private func output(_ text: String) -> String {
    switch self {
    case .dropsNumbers: text.numbers { _ in "" }
    case .doublesNumbers: text.numbers { "\($0) \($0)" }
    case .shouts: text.uppercased()
    case .gluesBefore: text.numbers { "Wort\($0)" }
    case .gluesBehind: text.numbers { "\($0)Wort" }
    case .compounds: text.numbers { "\($0)-Handler" }
    case .prefixes: text.numbers { "pre-\($0)" }
    case .extendsAddresses: text.numbers { "\($0).html, \($0.count)/\($0)" }
    case .reversesWords: text.split(separator: " ").reversed().joined(separator: " ")
    case .reversesCharacters: String(text.reversed())
    case .saysNothing: ""
    case .loops: String(repeating: text + " ", count: 12)
    case .countsUp: text.numbers { Int($0).map { String($0 + 1) } ?? $0 }
    case .groupsDigits: text.numbers { $0.map(String.init).joined(separator: " ") }
    case .addsZeros: text.numbers { $0 + ".000" }
    case .bracketsNumbers: text.numbers { "({[\($0)]})" }
    case .dropsSpaces: text.filter { $0 != " " }
    case .breaksLines: "a\n\(text)\r\n\u{2028}\u{85}\u{B}b\u{0}"
    default: text
    }
  }
}

extension String {
  /// The text with something else for each number.
  func numbers(_ replacement: (String) -> String) -> String {
    var result = ""
    var number = ""
    for character in self {
      if character.isASCII, character.isNumber {
        number.append(character)
        continue
      }
      if !number.isEmpty { result += replacement(number) }
      number = ""
      result.append(character)
    }
    return result + (number.isEmpty ? "" : replacement(number))
  }
}
