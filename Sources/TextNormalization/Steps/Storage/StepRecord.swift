/// A step as files store it: its name, and texts by their names.
package struct StepRecord: Equatable, Sendable {
  /// The name of the step.
  package let step: String
  /// What else describes it; names are plain ASCII.
  package let values: [String: String]

  /// Joins a name to its values.
  package init(step: String, values: [String: String] = [:]) {
    self.step = step
    self.values = values
  }

  /// Whether names and code points of values are equal.
  package static func == (left: StepRecord, right: StepRecord) -> Bool {
    left.step == right.step && left.values.count == right.values.count
      && left.values.allSatisfy { name, value in
        right.values[name].map { $0.utf8.elementsEqual(value.utf8) } ?? false
      }
  }
}

extension Normalizer.Step {
  /// The step as files store it.
  package var record: StepRecord {
    switch self {
    case .form(let form):
      StepRecord(
        step: "form", values: ["form": form.name.rawValue, "unicode": form.version.rawValue])
    case .controls: StepRecord(step: "controls")
    case .whitespace(let policy):
      StepRecord(step: "whitespace", values: ["policy": policy.rawValue])
    case .lowercase: StepRecord(step: "lowercase")
    case .caseFold: StepRecord(step: "case-fold")
    case .stripAccents: StepRecord(step: "strip-accents")
    case .replace(let replacement):
      StepRecord(
        step: "replace",
        values: ["pattern": replacement.pattern, "content": replacement.content])
    case .transliterate(let rules): rules.record
    case .characterMap(let named): named.record
    case .punctuation(let rules): rules.record
    case .truecase(let model): model.record
    }
  }

  /// Reads a step as files store it.
  ///
  /// - Parameter record: The name and the values.
  /// - Throws: `TextError.malformed`, naming the step and what is wrong with it.
  package init(_ record: StepRecord) throws {
    switch record.step {
    case "form":
      self = .form(
        NormalForm(try record.choice("form"), version: try record.choice("unicode")))
    case "controls": self = .controls
    case "whitespace": self = .whitespace(try record.choice("policy"))
    case "lowercase": self = .lowercase
    case "case-fold": self = .caseFold
    case "strip-accents": self = .stripAccents
    case "replace": self = .replace(try record.replacement())
    case "transliterate": self = .transliterate(try TransliterationRules(record))
    case "character-map": self = .characterMap(try NamedCharacterMap(record))
    case "punctuation": self = .punctuation(try PunctuationRules(record))
    case "truecase": self = .truecase(try TruecaseModel(record))
    default: throw record.malformed("this version of Apus has no such step")
    }
  }
}

extension StepRecord {
  func malformed(_ problem: String) -> TextError {
    .malformed(file: "normalisation step \"\(step)\"", line: nil, problem: problem)
  }

  func value(_ name: String) throws -> String {
    guard let value = values[name] else { throw malformed("\"\(name)\" is wanted") }
    return value
  }

  /// A value that is one of a few.
  func choice<Choice: RawRepresentable & CaseIterable>(_ name: String) throws -> Choice
  where Choice.RawValue == String {
    let value = try value(name)
    if let choice = Choice(rawValue: value) { return choice }
    let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw malformed("\"\(name)\" is \"\(value)\", but one of \(choices) is wanted")
  }

  /// A value that is `true` or `false`.
  func flag(_ name: String) throws -> Bool {
    let value = try value(name)
    guard let flag = Bool(value) else {
      throw malformed("\"\(name)\" is \"\(value)\", but true or false is wanted")
    }
    return flag
  }

  fileprivate func replacement() throws -> Replacement {
    let pattern = try value("pattern")
    guard !pattern.isEmpty else { throw malformed("\"pattern\" is empty") }
    return Replacement(pattern: pattern, content: try value("content"))
  }
}
