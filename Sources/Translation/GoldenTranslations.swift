import Decoding
import FileStorage
import Foundation
import Tokenization

/// A few sentences with what the model made of them when it was finished: `golden.json`.
///
/// A model that was damaged, or a program that computes something else than the one that trained
/// it, shows here.
package struct GoldenTranslations: Sendable, Equatable, Codable {
  package var beamSize: Int
  package var lengthPenalty: Double
  package var sentences: [Sentence]

  /// One sentence.
  package struct Sentence: Sendable, Equatable, Codable {
    package var source: String
    package var sourceTokens: [Int32]
    package var translation: String
    package var logProbability: Double
  }

  /// Translates sentences with the paper's settings.
  package init(of sources: [String], by bundle: ModelBundle) {
    let options = TranslationOptions()
    beamSize = options.beamSize
    lengthPenalty = options.lengthPenalty.alpha
    let translator = Translator(
      model: bundle.model, parameters: bundle.parameters, tokenizer: bundle.tokenizer,
      options: options)
    let translations = translator.translate(sentences: sources.map { SentenceRequest($0) })
    sentences = zip(sources, translations).map { source, candidates in
      let best = candidates.first ?? .empty
      return Sentence(
        source: source, sourceTokens: bundle.tokenizer.tokenize(source), translation: best.text,
        logProbability: best.logProbability)
    }
  }

  /// Writes `golden.json` into a model's folder.
  ///
  /// - Parameter folder: The model's folder.
  /// - Throws: `InterchangeError` where it cannot be written.
  package func write(to folder: String) throws {
    let text = try JSON.text(self)
    try AtomicFile.write(to: ModelFiles(folder).golden) { try $0.write(text) }
  }

  /// Reads `golden.json`, where the folder has one.
  ///
  /// - Parameter folder: The model's folder.
  /// - Returns: What the file holds, nil where there is none.
  /// - Throws: `ModelError` where it is damaged.
  package static func read(from folder: String) throws -> GoldenTranslations? {
    let path = ModelFiles(folder).golden
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try JSON.read(path) as GoldenTranslations
  }

  /// Removes `golden.json`, so that a model can be replaced by another one.
  ///
  /// - Parameter folder: The model's folder, which need not have one.
  /// - Throws: The system's error where it stays.
  package static func remove(from folder: String) throws {
    let path = ModelFiles(folder).golden
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }

  /// Checks that the tokenizer still makes the same ids: cheap enough for every load.
  static func checkTokenizer(of bundle: ModelBundle) throws {
    guard let golden = try read(from: bundle.path) else { return }
    for sentence in golden.sentences
    where bundle.tokenizer.tokenize(sentence.source) != sentence.sourceTokens {
      throw ModelError.invalid(
        path: ModelFiles(bundle.path).existingTokenizer,
        reason: "\"\(sentence.source)\" becomes other tokens than golden.json says; the tokenizer "
          + "is not the one that the model was trained with")
    }
  }

  /// Translates all sentences again and tells what differs; an empty list means that the model is
  /// as it was.
  ///
  /// - Parameter bundle: The model.
  /// - Returns: One line for each difference; log-probabilities may differ by 10⁻³, which another
  ///   order of sums on another CPU explains.
  package func differences(from bundle: ModelBundle) -> [String] {
    let now = GoldenTranslations(of: sentences.map(\.source), by: bundle)
    return zip(sentences, now.sentences).compactMap { then, now in
      if then.translation != now.translation {
        return "\"\(then.source)\": \"\(now.translation)\" where golden.json has "
          + "\"\(then.translation)\""
      }
      guard abs(then.logProbability - now.logProbability) > 1e-3 else { return nil }
      return "\"\(then.source)\": log-probability \(now.logProbability) where golden.json has "
        + "\(then.logProbability)"
    }
  }
}
