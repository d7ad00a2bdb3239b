package import Kernels
import Tensors

/// Where queries, keys and values come from: fused projections, split by columns.
package enum AttentionInput {
  /// `[tokens, 3D]`: queries, keys and values of the same sequences.
  case queryKeyValue(Variable)
  /// `[target tokens, D]` and `[source tokens, 2D]`: queries of one side, keys and values of the
  /// other.
  case queryAndKeyValue(Variable, Variable)

  /// The values of the three operands.
  fileprivate var operands: AttentionOperands {
    switch self {
    case .queryKeyValue(let fused):
      AttentionInput.split(fused: fused.value)
    case .queryAndKeyValue(let query, let keyValue):
      AttentionInput.split(query: query.value, keyValue: keyValue.value)
    }
  }

  fileprivate static func split(fused: Tensor) -> AttentionOperands {
    let dimension = fused.shape.columnCount / 3
    let matrix = fused.matrix
    return AttentionOperands(
      query: matrix.columns(0..<dimension), key: matrix.columns(dimension..<2 * dimension),
      value: matrix.columns(2 * dimension..<3 * dimension))
  }

  fileprivate static func split(query: Tensor, keyValue: Tensor) -> AttentionOperands {
    let dimension = query.shape.columnCount
    return AttentionOperands(
      query: query.matrix, key: keyValue.matrix.columns(0..<dimension),
      value: keyValue.matrix.columns(dimension..<2 * dimension))
  }
}

extension Tape {
  /// Multi-head scaled dot-product attention before its output projection (§3.2), with dropout of
  /// its weights.
  ///
  /// - Parameters:
  ///   - input: The projected queries, keys and values.
  ///   - geometry: Sequences, heads, and whether a row sees later ones.
  /// - Returns: The heads side by side, `[query tokens, D]`.
  package func attention(_ input: AttentionInput, _ geometry: AttentionGeometry) -> Variable {
    let operands = input.operands
    let dimension = geometry.headCount * geometry.headDimension
    let output = arena.matrix(rowCount: operands.query.rowCount, columnCount: dimension)
    let result = AttentionResult(
      output: output.matrix,
      logSums: arena.buffer(operands.query.rowCount * geometry.headCount),
      dropout: nextDropout(.attention))
    backend.attend(
      geometry, operands, dropout: result.dropout, into: result.output, logSums: result.logSums)
    guard isRecording else { return Variable(unrecorded: output) }
    return record(output) { [unowned self] gradient in
      pullBack(input, geometry, result, gradient)
    }
  }

  private func pullBack(
    _ input: AttentionInput, _ geometry: AttentionGeometry, _ result: AttentionResult,
    _ gradient: Tensor
  ) {
    func run(into gradients: AttentionOperands) {
      backend.attendBackward(
        geometry, input.operands, forward: result, outputGradient: gradient.matrix,
        into: gradients)
    }
    switch input {
    case .queryKeyValue(let fused):
      let fusedGradient = arena.tensor(fused.value.shape)
      run(into: AttentionInput.split(fused: fusedGradient))
      contribute(fusedGradient, to: fused)
    case .queryAndKeyValue(let query, let keyValue):
      let queryGradient = arena.tensor(query.value.shape)
      let keyValueGradient = arena.tensor(keyValue.value.shape)
      run(into: AttentionInput.split(query: queryGradient, keyValue: keyValueGradient))
      contribute(queryGradient, to: query)
      contribute(keyValueGradient, to: keyValue)
    }
  }
}
