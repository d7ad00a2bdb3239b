package import Kernels
package import Tensors

/// The output distribution softmax(h Eᵀ) (§3.4) as inference asks for it.
extension Tape {
  /// All logits, h Eᵀ: training never keeps all of them.
  ///
  /// - Parameters:
  ///   - hidden: `[rows, D]`.
  ///   - embedding: E, `[V, D]`.
  /// - Returns: `[rows, V]`.
  package func logits(_ hidden: Variable, embedding: Parameter) -> Tensor {
    precondition(!isRecording, "logits have no pullback; the loss has")
    let result = arena.matrix(
      rowCount: hidden.value.shape.rowCount, columnCount: embedding.shape.rowCount)
    backend.multiply(
      hidden.value.matrix, parameters.forwardPack(embedding), epilogue: .store,
      into: result.matrix)
    return result
  }

  /// log softmax(h Eᵀ): all log-probabilities of the next token.
  ///
  /// - Parameters:
  ///   - hidden: `[rows, D]`.
  ///   - embedding: E, `[V, D]`.
  /// - Returns: `[rows, V]`.
  package func logProbabilities(_ hidden: Variable, embedding: Parameter) -> Tensor {
    let result = logits(hidden, embedding: embedding)
    backend.logSoftmax(result.matrix)
    return result
  }

  /// The log-probability of one token after each row.
  ///
  /// - Parameters:
  ///   - tokens: `[rows]`.
  ///   - hidden: `[rows, D]`.
  ///   - embedding: E, `[V, D]`.
  /// - Returns: `[rows]`.
  package func logProbabilities(
    of tokens: [Int32], after hidden: Variable, embedding: Parameter
  ) -> [Float] {
    let rows = hidden.value.shape.rowCount
    precondition(tokens.count == rows, "\(tokens.count) tokens after \(rows) rows")
    var result: [Float] = []
    result.reserveCapacity(rows)
    forEachChunk(of: hidden, embedding: embedding) { chunk, firstRow in
      backend.logSoftmax(chunk)
      backend.withNumbers(of: chunk.buffer) { numbers in
        for row in 0..<chunk.rowCount {
          result.append(numbers[row * chunk.columnCount + Int(tokens[firstRow + row])])
        }
      }
    }
    return result
  }

  /// Computes logits of some rows at a time, which are overwritten by the next.
  ///
  /// - Parameters:
  ///   - hidden: `[rows, D]`.
  ///   - embedding: E, `[V, D]`.
  ///   - body: Gets contiguous logits `[chunk rows, V]`, and which row the first of them is.
  package func forEachChunk(
    of hidden: Variable, embedding: Parameter, _ body: (_ logits: Matrix, _ firstRow: Int) -> Void
  ) {
    forEachChunk(of: hidden, projection: parameters.forwardPack(embedding), body)
  }

  /// The same for the tokens of a projection alone, Eᵀ or some of its columns `[D, columns]`.
  package func forEachChunk(
    of hidden: Variable, projection: PackedMatrix,
    _ body: (_ logits: Matrix, _ firstRow: Int) -> Void
  ) {
    precondition(!isRecording, "logits have no pullback; the loss has")
    let (rowCount, columnCount) = (hidden.value.shape.rowCount, projection.columnCount)
    let chunkCount = min(rowCount, max(32, stepLogitsCount / columnCount))
    guard chunkCount > 0 else { return }
    let mark = arena.mark
    let logits = arena.matrix(rowCount: chunkCount, columnCount: columnCount).matrix
    let matrix = hidden.value.matrix
    for start in stride(from: 0, to: rowCount, by: chunkCount) {
      let rows = start..<min(start + chunkCount, rowCount)
      let chunk = Matrix(
        logits.buffer[0..<rows.count * columnCount], rowCount: rows.count,
        columnCount: columnCount)
      backend.multiply(matrix.rows(rows), projection, epilogue: .store, into: chunk)
      body(chunk, start)
    }
    arena.release(to: mark)
  }
}

/// Logits that are held at once.
///
/// These 8 MB are those of 200 hypotheses and a vocabulary of 10,000: with less, the projection is read
/// from memory several times a step, which takes 1 % of the time in f32 and makes no difference in int8.
private let stepLogitsCount = 1 << 21
