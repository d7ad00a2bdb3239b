import Translation

/// Translates with guards for a network from English to German.
func guarded(
  _ lines: [String], source: String = "en", target: String = "de", tokenLimit: Int? = nil,
  spells: (@Sendable (String) -> Bool)? = nil, _ change: (inout GuardOptions) -> Void = { _ in },
  by network: ([TranslationRequest]) throws -> [[Translation]]
) throws -> [GuardedLine] {
  var options = GuardOptions()
  change(&options)
  let model = GuardedModel(
    sourceLanguage: source, targetLanguage: target, tokenLimit: tokenLimit, spells: spells)
  return try GuardedTranslation(model, options: options).translate(lines, byRounds: network)
}

extension GuardedTranslation {
  /// Translates by a network that is given all that is known so far, answers it, and is given what
  /// follows from the answers.
  func translate(
    _ lines: [String], byRounds network: ([TranslationRequest]) throws -> [[Translation]]
  ) rethrows -> [GuardedLine] {
    try translate(lines) { requests, answered in
      var (requests, first) = (requests, 0)
      while !requests.isEmpty {
        let answers = try network(requests)
        var more: [TranslationRequest] = []
        for (place, candidates) in answers.enumerated() {
          more += answered(first + place, candidates)
        }
        first += requests.count
        requests = more
      }
    }
  }
}

/// A network of one candidate per text, which remembers what it was asked.
final class Recorder {
  private(set) var calls: [[TranslationRequest]] = []
  private let answer: (TranslationRequest) -> String

  init(_ answer: @escaping (TranslationRequest) -> String = { $0.text }) {
    self.answer = answer
  }

  func translate(_ requests: [TranslationRequest]) -> [[Translation]] {
    calls.append(requests)
    return requests.map { [Translation(answer($0))] }
  }

  /// What the network got, call by call.
  var texts: [[String]] { calls.map { $0.map(\.text) } }

  /// What the network got, with # for each digit.
  var shapes: [[String]] {
    texts.map { call in call.map { $0.numbers { String(repeating: "#", count: $0.count) } } }
  }
}

extension GuardedLine {
  var codes: [String] { warnings.map(\.code) }
}
