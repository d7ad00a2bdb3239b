import FileStorage
import Foundation

/// Everything that decides what training text becomes as token ids.
package struct CorpusRecipe {
  /// The corpora: `PREFIX.SOURCE` and `PREFIX.TARGET`.
  package var prefixes: [String]
  package var sourceLanguage: String
  package var targetLanguage: String
  package var filter = PairFilter()
  package var encoders: PairEncoders
  /// The number of tokens that the encoders know.
  package var vocabularyCount: Int
  /// What differs wherever the encoders do: a tokenizer's file, a program's version.
  package var encoderIdentity: [UInt8]

  package init(
    prefixes: [String], languages: (source: String, target: String), encoders: PairEncoders,
    vocabularyCount: Int, encoderIdentity: [UInt8]
  ) {
    self.prefixes = prefixes
    sourceLanguage = languages.source
    targetLanguage = languages.target
    self.encoders = encoders
    self.vocabularyCount = vocabularyCount
    self.encoderIdentity = encoderIdentity
  }

  /// Opens the corpora at their beginning.
  func open() throws -> [ParallelText] {
    try prefixes.map {
      try ParallelText(prefix: $0, sourceLanguage: sourceLanguage, targetLanguage: targetLanguage)
    }
  }

  /// A hash of the bytes of all files and of everything else that decides what they become; not of
  /// where they lie.
  func key() throws -> String {
    let files = try open().flatMap { [$0.sourceFile, $0.targetFile] }
    let sums = try files.map { try Self.checksum(of: $0).digits }
    var key = Checksum()
    key.update(encoderIdentity.span)
    let rest = sums + [filter.identity, "\(vocabularyCount)"]
    key.update(Array(rest.joined(separator: "\n").utf8).span)
    return key.digits
  }

  private static func checksum(of path: String) throws -> Checksum {
    let file = try FileMapping(contentsOf: path)
    var checksum = Checksum()
    checksum.update(file, 0..<file.count)
    return checksum
  }
}
