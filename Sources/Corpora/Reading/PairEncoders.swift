/// How the lines of each side become token ids.
package struct PairEncoders {
  package let source: ([String]) throws -> [[Int32]]
  package let target: ([String]) throws -> [[Int32]]

  package init(
    source: @escaping ([String]) throws -> [[Int32]],
    target: @escaping ([String]) throws -> [[Int32]]
  ) {
    self.source = source
    self.target = target
  }

  /// Encodes both sides alike, as with a joint vocabulary.
  package init(joint encode: @escaping ([String]) throws -> [[Int32]]) {
    self.init(source: encode, target: encode)
  }
}

/// Reads parallel text in blocks, which are encoded as a whole.
struct EncodedBlocks {
  /// Enough lines to keep several threads busy; few enough to be nothing beside a model.
  private static let blockLineCount = 1 << 14
  private static let blockByteCount = 1 << 22

  let text: ParallelText
  let encoders: PairEncoders

  /// The next lines and their tokens, or nil after the last.
  func next() throws -> [(lines: LinePair, pair: SentencePair)]? {
    var block: [LinePair] = []
    var byteCount = 0
    while block.count < Self.blockLineCount && byteCount < Self.blockByteCount,
      let lines = try text.next()
    {
      block.append(lines)
      byteCount += lines.source.utf8.count + lines.target.utf8.count
    }
    guard !block.isEmpty else { return nil }
    let sources = try encoders.source(block.map(\.source))
    let targets = try encoders.target(block.map(\.target))
    precondition(sources.count == block.count && targets.count == block.count)
    return block.indices.map {
      (block[$0], SentencePair(source: sources[$0], target: targets[$0]))
    }
  }
}
