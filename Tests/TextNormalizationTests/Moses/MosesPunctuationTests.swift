import Foundation
import TestSupport
import Testing
import TextNormalization

@Suite struct MosesPunctuationTests {
  @Test func resultsEqualThoseOfMosesAndSacremoses() throws {
    let rows = try MosesFixture.punctuation()
    #expect(rows.count == 186)
    for row in rows {
      for (column, expected) in row.results {
        let result = try #require(punctuation(row.text, row.language, column), "\(column)")
        #expect(
          result.scalarValues == expected.scalarValues,
          "\(row.language ?? ""), \(column): \(row.text)")
      }
    }
  }

  @Test(.enabled(if: Oracles.areThere))
  func resultsEqualTheOracleOfTheScripts() throws {
    let rows = try oracleRows("moses-perl.jsonl.gz")
    #expect(rows.count == 1048)
    let columns = [
      "normalize-punctuation": "moses", "replace-unicode-punctuation": "unicodePunctuation",
      "remove-non-printing-char": "nonPrinting", "lowercase": "lowercase",
    ]
    try expectEqual(rows, columns)
  }

  @Test(.enabled(if: Oracles.areThere))
  func resultsEqualTheOracleOfSacremoses() throws {
    let rows = try oracleRows("sacremoses.jsonl.gz")
    #expect(rows.count == 1144)
    let columns = [
      "punct": "sacremoses", "punct_nopenn_noquote_nonum": "sacremosesPlain",
      "punct_unicode_ctrl": "sacremosesUnicode",
    ]
    try expectEqual(rows, columns)
  }

  @Test func plainTextStaysAsItIs() {
    for text in ["", "Plain words, and a stop.", "line\u{2028}line", "nul\u{0}", "👩‍👩‍👧 هلا"] {
      #expect(PunctuationRules(language: "en").normalized(text).scalarValues == text.scalarValues)
    }
  }

  @Test func longLineIsRewrittenWhole() {
    let text = String(repeating: "„a“ – ( b ) ", count: 60_000)
    let result = PunctuationRules(language: "de").normalized(text)
    #expect(result == String(repeating: "\"a\" - (b) ", count: 60_000))
  }

  @Test func anyTextIsRewrittenToPlainMarks() {
    for text in randomTexts(count: 1000) {
      let result = PunctuationRules(language: "de").normalized(text)
      #expect(!result.unicodeScalars.contains { "“”„«»…\r".unicodeScalars.contains($0) })
    }
  }

  @Test func languageMayNameARegion() {
    let austrian = PunctuationRules(language: "de-AT")
    #expect(austrian.normalized("1\u{A0}000 \"Ja.\"") == "1,000 \"Ja\".")
  }

  @Test func rulesAreStoredAsWhatTheyWereMadeFrom() throws {
    var options = PunctuationRules.Options()
    options.removesControls = true
    let rules = PunctuationRules(language: "fr", options: options, variant: .sacremoses)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(rules)
    #expect(
      String(decoding: data, as: UTF8.self)
        == #"{"language":"fr","options":{"joinsNumbers":true,"ordersQuotesAndCommas":true,"#
        + #""removesControls":true,"replacesUnicodePunctuation":false,"#
        + #""straightensPennQuotes":true},"variant":"sacremoses"}"#)
    let read = try JSONDecoder().decode(PunctuationRules.self, from: data)
    #expect(read == rules)
    #expect(read.normalized("a\u{7} , “b”,.") == "a , \"b\",.")
  }
}

/// What a column of the fixture is called for: a program and its options.
private func punctuation(_ text: String, _ language: String?, _ column: String) -> String? {
  var options = PunctuationRules.Options()
  var variant = PunctuationRules.Variant.sacremoses
  switch column {
  case "unicodePunctuation": return PunctuationRules.replacingUnicodePunctuation(in: text)
  case "nonPrinting": return PunctuationRules.replacingNonPrintingCharacters(in: text)
  case "lowercase": return text.lowercasedByScalar()
  case "moses": variant = .moses
  case "mosesPenn":
    variant = .moses
    options.straightensPennQuotes = false
  case "sacremoses": break
  case "sacremosesPlain":
    options.straightensPennQuotes = false
    options.ordersQuotesAndCommas = false
    options.joinsNumbers = false
  case "sacremosesUnicode":
    options.replacesUnicodePunctuation = true
    options.removesControls = true
  default: return nil
  }
  let rules = PunctuationRules(language: language ?? "", options: options, variant: variant)
  return rules.normalized(text)
}

private func expectEqual(_ rows: [[String: String]], _ columns: [String: String]) throws {
  for row in rows {
    let text = try #require(row["input"])
    for (name, column) in columns {
      let expected = try #require(row[name])
      let result = try #require(punctuation(text, row["lang"], column))
      #expect(
        result.scalarValues == expected.scalarValues, "\(row["lang"] ?? ""), \(name): \(text)")
    }
  }
}

private func oracleRows(_ name: String) throws -> [[String: String]] {
  try jsonLines(Oracles.content("moses/" + name))
}
