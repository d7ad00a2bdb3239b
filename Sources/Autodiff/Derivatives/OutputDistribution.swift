package import Kernels
import Tensors

extension Tape {
  /// Label-smoothed cross-entropy of the output distribution softmax(h Eᵀ) (§3.4, §5.4).
  ///
  /// Logits are computed for some rows at a time and never exist whole. The loss is where a
  /// backward pass starts, so its gradient is computed with it: dh is kept for `backward`, the
  /// embedding's part is added at once.
  ///
  /// - Parameters:
  ///   - hidden: The decoder's output h, `[tokens, D]`.
  ///   - embedding: E, `[V, D]`.
  ///   - targets: The right next token of each row.
  ///   - smoothing: ε, the mass that is spread evenly over the vocabulary.
  ///   - gradientScale: What the summed loss is multiplied by before it is differentiated: 1 /
  ///     tokens of the batch.
  /// - Returns: Sums over the tokens, not scaled.
  package func crossEntropy(
    _ hidden: Variable, embedding: Parameter, targets: [Int32], smoothing: Float,
    gradientScale: Float
  ) -> CrossEntropy {
    let tokenCount = hidden.value.shape.rowCount
    let vocabularyCount = embedding.shape.rowCount
    let chunkRows = min(tokenCount, max(64, logitsChunkCount / vocabularyCount))
    let logits = arena.tensor([chunkRows, vocabularyCount]).matrix
    let hiddenGradient = isRecording ? arena.tensor(hidden.value.shape) : nil
    var sums = CrossEntropy()
    for start in stride(from: 0, to: tokenCount, by: max(chunkRows, 1)) {
      let rows = start..<min(start + chunkRows, tokenCount)
      let chunk = logits.rows(0..<rows.count)
      let h = hidden.value.matrix.rows(rows)
      backend.multiply(h, parameters.forwardPack(embedding), epilogue: .store, into: chunk)
      sums += backend.crossEntropy(
        logits: chunk, targets: targets[rows], smoothing: smoothing,
        gradientScale: isRecording ? gradientScale : 0)
      guard let hiddenGradient else { continue }
      backend.multiply(
        chunk, parameters.backwardPack(embedding), epilogue: .store,
        into: hiddenGradient.matrix.rows(rows))
      backend.addTransposedProduct(
        chunk, h, to: gradient(of: embedding).matrix, precision: parameters.precision)
    }
    if let hiddenGradient { contribute(hiddenGradient, to: hidden) }
    return sums
  }
}

/// Logits that are held at once: 16 MB, which stays in a shared last-level cache and is enough rows
/// for fast products.
private let logitsChunkCount = 4 << 20
