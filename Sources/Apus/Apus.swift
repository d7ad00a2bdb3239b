/// The toolkit as one import: text, tokenizers, translation, training and scores.
///
/// ```swift
/// import Apus
///
/// let model = try ModelBundle(contentsOf: ModelLocation.find(source: "en", target: "de"))
/// let translator = try Translator(model)
/// for line in translator.translate(["Where is the station?", "Thank you."]) {
///   print(line.text)
/// }
/// ```
@_exported public import Decoding
@_exported public import Evaluation
@_exported public import TextNormalization
@_exported public import Tokenization
@_exported public import TokenizerFormats
@_exported public import Training
@_exported public import Translation
