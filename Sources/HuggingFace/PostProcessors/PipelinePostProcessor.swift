/// A step that adds special tokens, or corrects the places of tokens.
protocol PipelinePostProcessor: Sendable {
  func process(_ encoding: inout PipelineEncoding, addsSpecialTokens: Bool)
}

/// Steps one after the other.
struct SequencePostProcessor: PipelinePostProcessor {
  let steps: [any PipelinePostProcessor]

  func process(_ encoding: inout PipelineEncoding, addsSpecialTokens: Bool) {
    for step in steps { step.process(&encoding, addsSpecialTokens: addsSpecialTokens) }
  }
}

enum PipelinePostProcessors {
  /// Reads a post-processor.
  ///
  /// - Parameter field: Its object in the file.
  /// - Returns: The post-processor.
  /// - Throws: `TokenizationError`, naming the field.
  static func read(_ field: JSONField) throws -> any PipelinePostProcessor {
    switch try field.type() {
    case "Sequence": SequencePostProcessor(steps: try field["processors"].elements().map(read))
    case "ByteLevel": try OffsetTrimmer(field)
    case "TemplateProcessing": try TemplatePostProcessor(field)
    case "BertProcessing": try TemplatePostProcessor(classAndSeparator: field)
    case "RobertaProcessing":
      SequencePostProcessor(
        steps: [try OffsetTrimmer(field), try TemplatePostProcessor(classAndSeparator: field)])
    default: throw field["type"].unsupported(wanted: "the post-processors of \"tokenizers\" 0.23")
    }
  }
}
