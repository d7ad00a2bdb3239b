import Corpora
import Foundation
import TestSupport

extension EncodedCorpus {
  /// Pairs with the given numbers of tokens.
  init(lengths: [(source: Int, target: Int)]) {
    self.init()
    for (source, target) in lengths {
      append(
        SentencePair(
          source: Array(repeating: 1, count: source), target: Array(repeating: 2, count: target)))
    }
  }

  /// Pairs with lengths like those of real text, the same for the same seed.
  static func random(count: Int, seed: UInt64 = 1) -> EncodedCorpus {
    var generator = SplitMix64(seed: seed)
    return EncodedCorpus(
      lengths: (0..<count).map { _ in
        let source = 1 + generator.next(below: 40)
        return (source, max(1, source - 5 + generator.next(below: 11)))
      })
  }
}

/// Writes files into a folder of their own, which is gone afterwards.
func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
  try withTemporaryFolder { folder in
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    try body(folder)
  }
}
