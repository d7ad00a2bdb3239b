import Foundation

/// An option that has another value than in the run that is to be continued.
package struct RunDifference: Sendable, Equatable, CustomStringConvertible {
  /// The option as a user types it, without dashes.
  package let option: String
  /// What it decides, where that has another name.
  package let field: String?
  package let was: String
  package let now: String
  /// Whether it would need parameters of other shapes.
  package let isOfModel: Bool

  package var description: String {
    "--\(option)\(field.map { " (\($0))" } ?? "") was \(was), is now \(now)"
  }
}

extension RunIdentity {
  /// The options of fields whose names tell too little.
  private static let irregularOptions = [
    "corpusFingerprint": "train", "validationFingerprint": "valid", "sourceLanguage": "src",
    "targetLanguage": "tgt", "maximumLength": "max-length", "dropoutRate": "dropout",
    "microBatchTokens": "memory", "accumulationCount": "accumulate",
    "smoothingWeight": "exponential-smoothing", "bpeDropoutRate": "bpe-dropout",
    "attentionDropoutRate": "attention-dropout", "activationDropoutRate": "activation-dropout",
    "wordDropoutRate": "word-dropout", "peak": "learning-rate", "amount": "warmup",
    "unit": "warmup", "initialRate": "warmup-init-rate", "decay": "lr-decay",
    "decayStart": "lr-decay-start", "decayEnd": "lr-decay-end",
    "vocabularyCount": "tokenizer",
  ]

  /// Every option that decides the result and may be changed on the way, without dashes.
  ///
  /// Those that decide the parameters' shapes may not.
  package static var changeableOptions: Set<String> {
    get throws {
      let options = try JSONEncoder().encode(TrainingOptions())
      let regular = try fields(of: options).keys.map(option)
      return Set(regular).union(irregularOptions.values).subtracting(["tokenizer"])
    }
  }

  /// All differences from what another run was started with, in the order of their names.
  ///
  /// - Parameter text: The other's identity as its checkpoints hold it, perhaps of another version.
  /// - Returns: One for each option and value.
  /// - Throws: An error of the text, where it is no JSON.
  package func differences(from text: String) throws -> [RunDifference] {
    let ours = try Self.fields(of: JSONEncoder().encode(self))
    let theirs = try Self.fields(of: Data(text.utf8))
    var differences: [RunDifference] = []
    for name in Set(ours.keys).union(theirs.keys).sorted() where ours[name] != theirs[name] {
      let option = Self.option(of: name)
      let field = Self.lastComponent(of: name)
      let difference = RunDifference(
        option: option, field: Self.kebabCase(field) == option ? nil : Self.words(field),
        was: theirs[name] ?? "not set", now: ours[name] ?? "not set",
        isOfModel: name.hasPrefix("model."))
      let isTold = differences.contains {
        ($0.option, $0.was, $0.now) == (difference.option, difference.was, difference.now)
      }
      if !isTold { differences.append(difference) }
    }
    return differences.sorted { $0.option < $1.option }
  }

  private static func option(of name: String) -> String {
    let field = lastComponent(of: name)
    if let option = irregularOptions[field] { return option }
    let isOfModel = name.hasPrefix("model.") || field == "modelDimension"
    return isOfModel ? "preset" : kebabCase(field)
  }

  private static func lastComponent(of name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  /// `clipNorm` as `clip-norm`.
  private static func kebabCase(_ name: String) -> String {
    name.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
  }

  /// `clipNorm` as `clip norm`.
  private static func words(_ name: String) -> String {
    kebabCase(name).replacing("-", with: " ")
  }

  /// Every number and text by its dotted name.
  private static func fields(of json: Data) throws -> [String: String] {
    flatten(try JSONSerialization.jsonObject(with: json), name: "")
  }

  private static func flatten(_ object: Any, name: String) -> [String: String] {
    guard let dictionary = object as? [String: Any] else { return [name: "\(object)"] }
    return dictionary.reduce(into: [:]) { fields, entry in
      let inner = flatten(entry.value, name: name.isEmpty ? entry.key : "\(name).\(entry.key)")
      fields.merge(inner) { first, _ in first }
    }
  }
}
