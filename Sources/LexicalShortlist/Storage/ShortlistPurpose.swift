import FileStorage

/// What a shortlist is for: the direction of its translations, and the tokens that they consist of.
package struct ShortlistPurpose: Sendable {
  package let sourceLanguage: String
  package let targetLanguage: String
  /// The bytes of the tokenizer's file.
  package let tokenizerFile: [UInt8]

  package init(sourceLanguage: String, targetLanguage: String, tokenizerFile: [UInt8]) {
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    self.tokenizerFile = tokenizerFile
  }

  /// What the file keeps of it.
  var checksum: UInt64 {
    var checksum = Checksum()
    checksum.update(Array("\(sourceLanguage)\n\(targetLanguage)\n".utf8).span)
    checksum.update(tokenizerFile.span)
    return checksum.value
  }
}
