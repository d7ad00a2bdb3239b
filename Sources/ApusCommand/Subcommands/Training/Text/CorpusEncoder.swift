import Tokenization

/// Encodes lines on several threads, which keep what they learned for the lines that follow.
struct CorpusEncoder {
  /// The tokens of each line.
  let tokens: ([String]) -> [[TokenID]]

  init(_ tokenizer: Tokenizer, threadCount: Int) {
    if let encoder = tokenizer.engine as? BytePairEncoder {
      tokens = ParallelEncoder(encoder, threadCount: threadCount).tokens(of:)
    } else {
      tokens = { Self.tokens(of: $0, tokenizer, threadCount: threadCount) }
    }
  }

  private static func tokens(
    of lines: [String], _ tokenizer: Tokenizer, threadCount: Int
  ) -> [[TokenID]] {
    let stretchLength = 256
    let stretchCount = (lines.count + stretchLength - 1) / stretchLength
    let stretches = concurrently(stretchCount, onThreads: threadCount) { number in
      let start = number * stretchLength
      return lines[start..<min(start + stretchLength, lines.count)].map(tokenizer.tokenize)
    }
    return stretches.flatMap { $0 }
  }
}
