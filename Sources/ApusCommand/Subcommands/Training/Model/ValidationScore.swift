import Autodiff
import Evaluation
import Tokenization
import Training
import TransformerModel
import Translation

/// BLEU of parameters on a validation text, translated with the default options of `translate`.
struct ValidationScore: CustomStringConvertible {
  let value: Double
  let beamSize: Int
  private let signature: String

  init(
    of parameters: ParameterStore, model: Transformer, tokenizer: Tokenizer,
    on text: ValidationText, threadCount: Int
  ) {
    var options = TranslationOptions()
    options.threadCount = threadCount
    let translations = Translator(
      model: model, parameters: parameters, tokenizer: tokenizer, options: options
    ).translate(text.sources)
    let metric = BLEU()
    value =
      metric.corpusScore(
        hypotheses: translations.map(\.text), references: [text.references]
      ).value
    beamSize = options.beamSize
    signature = "\(metric.signature(referenceCount: 1))"
  }

  var description: String {
    "BLEU on the validation text is \(value.fixed(1)) with a beam of \(beamSize) (\(signature))."
  }
}
