/// How the rules of the larger steps are stored.

extension TransliterationRules {
  var record: StepRecord {
    switch source {
    case .id(let id): StepRecord(step: "transliterate", values: ["id": id])
    case .rules(let text): StepRecord(step: "transliterate", values: ["rules": text])
    }
  }

  init(_ record: StepRecord) throws {
    if let id = record.values["id"] {
      try self.init(id: id)
    } else {
      try self.init(rules: try record.value("rules"))
    }
  }
}

extension NamedCharacterMap {
  var record: StepRecord {
    StepRecord(
      step: "character-map", values: ["name": name, "map": Base64.text(of: map.precompiled)])
  }

  init(_ record: StepRecord) throws {
    guard let bytes = Base64.bytes(of: try record.value("map")) else {
      throw record.malformed("\"map\" is not base64")
    }
    self.init(try CharacterMap(precompiled: bytes), name: try record.value("name"))
  }
}

extension PunctuationRules {
  private static var flags: [(name: String, option: WritableKeyPath<Options, Bool>)] {
    [
      ("straightens-penn-quotes", \.straightensPennQuotes),
      ("orders-quotes-and-commas", \.ordersQuotesAndCommas),
      ("joins-numbers", \.joinsNumbers),
      ("replaces-unicode-punctuation", \.replacesUnicodePunctuation),
      ("removes-controls", \.removesControls),
    ]
  }

  var record: StepRecord {
    var values = ["language": language, "variant": variant.rawValue]
    for (name, option) in Self.flags { values[name] = "\(options[keyPath: option])" }
    return StepRecord(step: "punctuation", values: values)
  }

  init(_ record: StepRecord) throws {
    var options = Options()
    for (name, option) in Self.flags { options[keyPath: option] = try record.flag(name) }
    self.init(
      language: try record.value("language"), options: options,
      variant: try record.choice("variant"))
  }
}

extension TruecaseModel {
  var record: StepRecord {
    StepRecord(
      step: "truecase",
      values: ["form": form.rawValue, "lowers-headlines": "\(lowersHeadlines)", "words": text])
  }

  init(_ record: StepRecord) throws {
    try self.init(text: try record.value("words"), form: try record.choice("form"))
    lowersHeadlines = try record.flag("lowers-headlines")
  }
}
