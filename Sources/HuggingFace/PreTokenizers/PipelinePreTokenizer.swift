/// A step that cuts normalised text into pieces, which the model then sees one by one.
protocol PipelinePreTokenizer: Sendable {
  func preTokenize(_ text: inout PreTokenizedText)

  /// Whether the step depends on where in the original text a piece begins.
  var needsOrigins: Bool { get }
}

extension PipelinePreTokenizer {
  var needsOrigins: Bool { false }
}

/// Steps one after the other.
struct SequencePreTokenizer: PipelinePreTokenizer {
  let steps: [any PipelinePreTokenizer]

  var needsOrigins: Bool { steps.contains(where: \.needsOrigins) }

  func preTokenize(_ text: inout PreTokenizedText) {
    for step in steps { step.preTokenize(&text) }
  }
}

enum PipelinePreTokenizers {
  /// Reads a pre-tokenizer.
  ///
  /// - Parameter field: Its object in the file.
  /// - Returns: The pre-tokenizer.
  /// - Throws: `TokenizationError`, naming the field.
  static func read(_ field: JSONField) throws -> any PipelinePreTokenizer {
    switch try field.type() {
    case "Sequence":
      return SequencePreTokenizer(steps: try field["pretokenizers"].elements().map(read))
    case "ByteLevel": return try ByteLevelPreTokenizer(field)
    case "Metaspace": return try MetaspacePreTokenizer(field)
    case "Split": return try SplitPreTokenizer(field)
    case "Whitespace": return WhitespacePreTokenizer()
    case "WhitespaceSplit": return CharacterPreTokenizer(.removed) { $0.isWhiteSpace }
    case "BertPreTokenizer": return BertPreTokenizer()
    case "Digits":
      let areSingle = try field["individual_digits"].flag()
      return CharacterPreTokenizer(areSingle ? .isolated : .contiguous) { $0.isNumeric }
    case "Punctuation":
      let behavior = field["behavior"]
      return CharacterPreTokenizer(behavior.isNull ? .isolated : try SplitBehavior(behavior)) {
        $0.isPunctuation
      }
    case "Delimiter", "CharDelimiterSplit":
      let delimiter = try field["delimiter"].scalar()
      return CharacterPreTokenizer(.removed) { $0 == delimiter }
    case "FixedLength": return try FixedLengthPreTokenizer(field)
    default:
      throw field["type"].unsupported(
        wanted: "the pre-tokenizers of \"tokenizers\" 0.23 other than UnicodeScripts")
    }
  }
}
