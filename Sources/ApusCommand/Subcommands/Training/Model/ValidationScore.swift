import Evaluation
import Training
import Translation

/// BLEU of a finished model, as users will decode with it.
struct ValidationScore: CustomStringConvertible {
  let description: String

  /// Translates a validation text with the default options.
  init(of bundle: ModelBundle, on text: ValidationText, threadCount: Int) {
    var options = TranslationOptions()
    options.threadCount = threadCount
    let translations = Translator(bundle, options: options).translate(text.sources)
    let metric = BLEU()
    let score = metric.corpusScore(
      hypotheses: translations.map { $0.first?.text ?? "" }, references: [text.references])
    description =
      "BLEU on the validation text is \(score.value.fixed(1)) with a beam of \(options.beamSize) "
      + "(\(metric.signature(referenceCount: 1)))."
  }
}
