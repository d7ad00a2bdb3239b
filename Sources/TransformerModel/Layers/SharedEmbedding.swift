package import Autodiff
import Kernels
import Tensors

/// The one embedding matrix of source, target and output (§3.4), and the positions that are added
/// to it (§3.5).
package struct SharedEmbedding: Sendable {
  /// `[V, D]`.
  package let weight: Parameter
  private let positions: PositionTable

  init(_ configuration: TransformerConfiguration, in layout: inout ParameterLayout) {
    let d = configuration.modelDimension
    weight = layout.declare(
      "embedding.weight", [configuration.vocabularyCount, d], role: .embedding,
      initializer: .normal(standardDeviation: 1 / Float(d).squareRoot()))
    positions = PositionTable(dimension: d)
  }

  /// `[tokens]` → `[tokens, D]`.
  func callAsFunction(_ tokens: PositionedTokens, on tape: Tape) -> Variable {
    let longest = Int(tokens.positions.max() ?? 0) + 1
    let table = positions.table(count: longest) { shape, numbers in
      let buffer = tape.backend.allocate(numbers.count)
      tape.backend.write(numbers.span, to: buffer)
      return Tensor(buffer, shape: shape)
    }
    return tape.embed(tokens, table: weight, positionTable: table)
  }
}
