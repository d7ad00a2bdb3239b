import Evaluation
import Foundation
import SentencePiece
import TextNormalization

/// Makes metrics with the settings of the command line.
struct MetricMaking {
  private let command: ScoreCommand

  init(_ command: ScoreCommand) { self.command = command }

  /// A metric.
  ///
  /// - Parameters:
  ///   - name: Which.
  ///   - isForSentences: Whether it scores single sentences.
  /// - Returns: The metric.
  /// - Throws: `TokenizerError` for a tokenizer that Apus has not, and what is wrong with the model of
  ///   one.
  func metric(_ name: MetricName, isForSentences: Bool) throws -> any Metric {
    switch name {
    case .bleu: try bleu(isForSentences: isForSentences)
    case .chrf: ChrF(command.chrF.options)
    case .ter: TER(command.ter.options)
    }
  }

  private func bleu(isForSentences: Bool) throws -> BLEU {
    var options = BLEUOptions(
      isLowercased: command.bleu.lowercase, smoothing: command.bleu.smoothing,
      usesEffectiveOrder: isForSentences)
    let name =
      command.bleu.tokenize?.rawValue
      ?? BLEUTokenizer.defaultName(for: command.testSets.targetLanguage)
    if let model = command.bleu.spmModel {
      return BLEU(options, externalTokenizer: try pieces(of: model, name: name))
    }
    if BLEUTokenizer.modelNames.contains(name) {
      throw ScoringFailure.unfit(
        "--tokenize \(name) needs the SentencePiece model that sacreBLEU downloads: give its file "
          + "as --spm-model")
    }
    options.tokenizer = try BLEUTokenizer(named: name)
    return BLEU(options)
  }

  /// SacreBLEU's `spm` is another name of `flores101`.
  private func pieces(of model: String, name: String) throws -> ExternalTokenizer {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: model))
    } catch {
      throw TextError.unreadable(path: model, reason: error.systemReason)
    }
    let processor = try SentencePieceProcessor(bytes: Array(bytes), name: model)
    return ExternalTokenizer(name: name == "spm" ? "flores101" : name) { line in
      processor.locatedPieces(line).map(\.piece)
    }
  }
}

extension ChrFArguments {
  fileprivate var options: ChrFOptions {
    ChrFOptions(
      characterOrder: characterOrder, wordOrder: wordOrder, beta: beta, isLowercased: isLowercased,
      keepsWhitespace: countsWhitespace, usesEpsilonSmoothing: usesEpsilonSmoothing)
  }
}

extension TERArguments {
  fileprivate var options: TEROptions {
    TEROptions(
      isNormalized: isNormalized, removesPunctuation: removesPunctuation,
      supportsAsianScripts: supportsAsian, isCaseSensitive: isCaseSensitive)
  }
}
