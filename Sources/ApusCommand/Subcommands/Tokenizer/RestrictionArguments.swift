import ArgumentParser
import Foundation
import SubwordNMT
import Tokenization

/// The pieces that one language may be split into.
struct RestrictionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Counts of pieces in text of the language, by 'apus tokenizer vocabulary'.",
      valueName: "file"))
  var vocabulary: String?

  @Option(help: ArgumentHelp("How often a piece must occur there.", valueName: "n"))
  var vocabularyThreshold = 50

  func validate() throws {
    try requirePositive(vocabularyThreshold, "--vocabulary-threshold")
  }

  /// The restriction that is asked for, if one is.
  ///
  /// - Parameters:
  ///   - tokenizer: What cuts the text.
  ///   - file: What messages call the tokenizer.
  /// - Returns: The restriction, or nil.
  /// - Throws: `TokenizationError`, if the file is none of counts, or counts pieces of another
  ///   tokenizer.
  func restriction(of tokenizer: Tokenizer, file: String) throws -> VocabularyRestriction? {
    guard let vocabulary else { return nil }
    let encoder = try tokenizer.requireEncoder(for: "--vocabulary", file: file)
    let counts = try counts(in: vocabulary, of: tokenizer)
    return VocabularyRestriction(of: encoder, counts: counts, threshold: vocabularyThreshold)
  }

  private func counts(in file: String, of tokenizer: Tokenizer) throws -> [Int] {
    var counts = [Int](repeating: 0, count: tokenizer.vocabularyCount)
    for (index, entry) in try PlainVocabulary(contentsOf: file).entries.enumerated() {
      guard let count = entry.value.flatMap({ Int($0) }), count >= 0 else {
        throw TokenizationError.malformed(
          file: file, line: index + 1, problem: "a piece, a space and its count are wanted")
      }
      guard let token = tokenizer.id(forPiece: entry.piece) else {
        throw TokenizationError.malformed(
          file: file, line: index + 1, problem: "\(entry.piece) is no piece of the tokenizer")
      }
      counts[Int(token)] = count
    }
    return counts
  }
}
