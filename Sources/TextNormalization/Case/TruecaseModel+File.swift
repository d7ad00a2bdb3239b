/// The text format of Moses: a word in each line, as `The (4/6) the (2)`, the best casing first.
extension TruecaseModel {
  /// Reads a model from a file.
  ///
  /// - Parameters:
  ///   - path: A file that Apus, Moses or sacremoses has written.
  ///   - form: How words are told apart in the texts that the model is for.
  /// - Throws: `TextError`, with the line where the file breaks the format.
  public init(contentsOf path: String, form: WordForm = .raw) throws {
    let reader = try LineReader(path: path)
    var casings: [CaselessWord: [Casing]] = [:]
    while let line = try reader.next() {
      let problem = Self.add(line, to: &casings)
      if let problem {
        throw TextError.malformed(file: path, line: reader.lineNumber, problem: problem)
      }
    }
    self.init(form: form, casings: casings)
  }

  /// Reads a model from the text of a file.
  ///
  /// - Parameters:
  ///   - text: The content of the file.
  ///   - form: How words are told apart in the texts that the model is for.
  /// - Throws: `TextError.malformed`, with the line where the text breaks the format.
  package init(text: String, form: WordForm) throws {
    var casings: [CaselessWord: [Casing]] = [:]
    for (index, line) in text.unicodeScalars.split(separator: "\n").enumerated() {
      let problem = Self.add(String(line), to: &casings)
      if let problem {
        throw TextError.malformed(file: "truecase model", line: index + 1, problem: problem)
      }
    }
    self.init(form: form, casings: casings)
  }

  /// The model as text, the words in code-point order: one model is one text.
  public var text: String {
    let entries = casings.sorted { $0.key.bytes.utf8.lexicographicallyPrecedes($1.key.bytes.utf8) }
    return entries.map { Self.line($0.value) + "\n" }.joined()
  }

  private static func line(_ casings: [Casing]) -> String {
    var total = CaseWeight()
    for casing in casings { total += casing.weight }
    let fields = casings.enumerated().map { index, casing in
      let word = String(decoding: casing.utf8, as: UTF8.self)
      return index == 0 ? "\(word) (\(casing.weight)/\(total))" : "\(word) (\(casing.weight))"
    }
    return fields.joined(separator: " ")
  }

  /// Adds the casings of a line.
  ///
  /// - Returns: What is wrong with the line, if anything.
  private static func add(_ line: String, to casings: inout [CaselessWord: [Casing]]) -> String? {
    let fields = line.unicodeScalars.split { $0.isWhiteSpace }.map(Substring.init)
    guard !fields.isEmpty else { return "a word and its count were expected, not an empty line" }
    guard fields.count % 2 == 0 else {
      return "pairs of a word and a count were expected, not \(fields.count) fields"
    }
    var forms: [Casing] = []
    for index in stride(from: 0, to: fields.count, by: 2) {
      guard let weight = weight(fields[index + 1], isFirst: index == 0) else {
        let wanted = index == 0 ? "(3/7)" : "(3)"
        return "a count as \(wanted) was expected, not \"\(fields[index + 1])\""
      }
      forms.append(Casing(utf8: Array(fields[index].utf8), weight: weight))
    }
    let word = Array(fields[0].utf8)
    guard casings.updateValue(forms, forKey: CaselessWord(word.span)) == nil else {
      return "the word \"\(fields[0])\" has a line already"
    }
    return nil
  }

  /// The count of "(3/7)" for the first casing, and of "(3)" for the others.
  private static func weight(_ field: Substring, isFirst: Bool) -> CaseWeight? {
    guard field.utf8.count > 2, field.utf8.first == UInt8(ascii: "("),
      field.utf8.last == UInt8(ascii: ")")
    else { return nil }
    let numbers = field.dropFirst().dropLast()
      .split(separator: "/", omittingEmptySubsequences: false).map { CaseWeight($0) }
    guard numbers.count == (isFirst ? 2 : 1) else { return nil }
    return numbers.contains(nil) ? nil : numbers[0]
  }
}

extension TruecaseModel: Codable {
  private enum CodingKeys: String, CodingKey {
    case form, lowersHeadlines, words
  }

  /// Reads a model that is stored within another file.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    var casings: [CaselessWord: [Casing]] = [:]
    for line in try container.decode([String].self, forKey: .words) {
      if let problem = Self.add(line, to: &casings) {
        throw DecodingError.dataCorruptedError(
          forKey: .words, in: container, debugDescription: problem)
      }
    }
    self.init(form: try container.decode(WordForm.self, forKey: .form), casings: casings)
    lowersHeadlines = try container.decode(Bool.self, forKey: .lowersHeadlines)
  }

  /// Writes the model as an array of the lines that its file has.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(form, forKey: .form)
    try container.encode(lowersHeadlines, forKey: .lowersHeadlines)
    let lines = text.unicodeScalars.split(separator: "\n").map(String.init)
    try container.encode(lines, forKey: .words)
  }
}
