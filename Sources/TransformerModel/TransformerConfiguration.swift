/// The numbers that define a model (§3, Table 3).
package struct TransformerConfiguration: Sendable, Equatable, Codable {
  /// V, the size of the vocabulary that source and target share.
  package var vocabularyCount: Int
  /// d_model.
  package var modelDimension: Int
  /// d_ff.
  package var feedForwardDimension: Int
  /// h.
  package var headCount: Int
  /// N of the encoder.
  package var encoderLayerCount: Int
  /// N of the decoder.
  package var decoderLayerCount: Int
  /// Added to the variance in every layer normalisation.
  package var layerNormEpsilon: Float

  package init(
    vocabularyCount: Int, modelDimension: Int, feedForwardDimension: Int, headCount: Int,
    layerCount: Int
  ) {
    self.vocabularyCount = vocabularyCount
    self.modelDimension = modelDimension
    self.feedForwardDimension = feedForwardDimension
    self.headCount = headCount
    encoderLayerCount = layerCount
    decoderLayerCount = layerCount
    layerNormEpsilon = 1e-6
  }

  /// d_k = d_v = d_model / h.
  package var headDimension: Int { modelDimension / headCount }

  /// The first thing wrong with the numbers, or nil.
  package var problem: String? {
    let sizes = [
      ("vocabularyCount", vocabularyCount), ("modelDimension", modelDimension),
      ("feedForwardDimension", feedForwardDimension), ("headCount", headCount),
      ("encoderLayerCount", encoderLayerCount), ("decoderLayerCount", decoderLayerCount),
    ]
    for (name, value) in sizes where value < 1 || value > 1 << 24 {
      return "\(name) is \(value); wanted 1 to \(1 << 24)"
    }
    if modelDimension % headCount != 0 {
      return "modelDimension \(modelDimension) is no multiple of headCount \(headCount)"
    }
    if modelDimension % 2 != 0 {
      return "modelDimension \(modelDimension) is odd; positions need pairs (§3.5)"
    }
    return layerNormEpsilon > 0 ? nil : "layerNormEpsilon is \(layerNormEpsilon); wanted above 0"
  }

  /// The number of trained numbers, by formula:
  /// V D + N_enc (attention + feed-forward) + N_dec (2 attention + feed-forward), where
  /// attention = 4 D² + 4 D + 2 D (four projections with biases, one layer norm) and
  /// feed-forward = 2 D F + F + D + 2 D.
  package var parameterCount: Int {
    let d = modelDimension
    let f = feedForwardDimension
    let attention = 4 * d * d + 6 * d
    let feedForward = 2 * d * f + f + 3 * d
    return vocabularyCount * d + encoderLayerCount * (attention + feedForward)
      + decoderLayerCount * (2 * attention + feedForward)
  }
}
