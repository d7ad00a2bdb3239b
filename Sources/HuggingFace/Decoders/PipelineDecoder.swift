/// A step that turns the spellings of tokens back into text.
protocol PipelineDecoder: Sendable {
  /// The parts that the text is joined of.
  func decode(_ pieces: [String]) -> [String]
}

/// Steps one after the other.
struct SequenceDecoder: PipelineDecoder {
  let steps: [any PipelineDecoder]

  func decode(_ pieces: [String]) -> [String] {
    steps.reduce(pieces) { pieces, step in step.decode(pieces) }
  }
}

enum PipelineDecoders {
  /// Reads a decoder.
  ///
  /// - Parameter field: Its object in the file.
  /// - Returns: The decoder.
  /// - Throws: `TokenizationError`, naming the field.
  static func read(_ field: JSONField) throws -> any PipelineDecoder {
    switch try field.type() {
    case "Sequence": SequenceDecoder(steps: try field["decoders"].elements().map(read))
    case "ByteLevel": ByteLevelDecoder()
    case "Metaspace": try MetaspaceDecoder(field)
    case "WordPiece": try WordPieceDecoder(field)
    case "BPEDecoder": try SuffixDecoder(field)
    case "Replace": try ReplaceDecoder(field)
    case "ByteFallback": ByteFallbackDecoder()
    case "Fuse": FuseDecoder()
    case "Strip": try StripDecoder(field)
    case "CTC": try CTCDecoder(field)
    default: throw field["type"].unsupported(wanted: "the decoders of \"tokenizers\" 0.23")
    }
  }
}
