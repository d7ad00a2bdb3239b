import Decoding
import Kernels

/// A step's answers from a network's logits, some rows after others.
extension NextTokens {
  /// Forgets the answers of the last step.
  mutating func begin(_ request: NextTokenRequest) {
    likeliestCount = request.likeliestCount
    tokens.removeAll(keepingCapacity: true)
    logProbabilities.removeAll(keepingCapacity: true)
    endLogProbabilities.removeAll(keepingCapacity: true)
    queryLogProbabilities.removeAll(keepingCapacity: true)
    everything.removeAll(keepingCapacity: true)
  }

  /// Adds the answers about some rows.
  ///
  /// - Parameters:
  ///   - logits: `[chunk rows, V]`, contiguous; they are lost where single tokens or everything
  ///     is asked for.
  ///   - firstRow: The first of the rows, counted from 0 in the step.
  ///   - request: The questions about all rows of the step.
  ///   - backend: The logits' owner.
  mutating func append(
    _ logits: Matrix, firstRow: Int, _ request: NextTokenRequest, backend: any ComputeBackend
  ) {
    let likeliest = backend.likeliest(
      logits,
      LikeliestRequest(
        count: request.likeliestCount, suppressed: request.suppressed.tokens,
        asked: request.endOfSentence))
    tokens.append(contentsOf: likeliest.tokens)
    logProbabilities.append(contentsOf: likeliest.logProbabilities)
    endLogProbabilities.append(contentsOf: likeliest.askedLogProbabilities)
    if request.wantsEverything {
      backend.logSoftmax(logits)
      backend.withNumbers(of: logits.buffer) { everything.append(copying: $0) }
    }
    answer(request, about: logits, firstRow: firstRow, backend: backend)
  }

  private mutating func answer(
    _ request: NextTokenRequest, about logits: Matrix, firstRow: Int, backend: any ComputeBackend
  ) {
    var normalised = -1
    for query in request.queries {
      let row = query.row - firstRow
      guard (0..<logits.rowCount).contains(row) else { continue }
      let numbers = logits.rows(row..<row + 1)
      if !request.wantsEverything && row != normalised {
        backend.logSoftmax(numbers)
        normalised = row
      }
      backend.withNumbers(of: numbers.buffer) {
        queryLogProbabilities.append($0[Int(query.token)])
      }
    }
  }

  /// Replaces the attention to the source.
  ///
  /// - Parameters:
  ///   - probabilities: `[rows, longest source]`, contiguous.
  ///   - rows: The rows of each sentence.
  ///   - source: The tokens of each sentence.
  ///   - backend: The probabilities' owner.
  mutating func setAttention(
    _ probabilities: Matrix, rows: SequenceExtents, source: SequenceExtents,
    backend: any ComputeBackend
  ) {
    attention.removeAll(keepingCapacity: true)
    attentionOffsets.removeAll(keepingCapacity: true)
    attentionOffsets.append(0)
    backend.withNumbers(of: probabilities.buffer) { numbers in
      for sentence in 0..<rows.count {
        let length = source.rows(of: sentence).count
        for row in rows.rows(of: sentence) {
          let start = row * probabilities.columnCount
          attention.append(copying: numbers.extracting(start..<start + length))
          attentionOffsets.append(attention.count)
        }
      }
    }
  }
}

extension SequenceExtents {
  /// The rows of the longest sequence.
  var longest: Int { (0..<count).map { rows(of: $0).count }.max() ?? 0 }
}

extension [Float] {
  /// Adds a span's numbers at the end.
  mutating func append(copying numbers: Span<Float>) {
    reserveCapacity(count + numbers.count)
    for index in numbers.indices { append(numbers[index]) }
  }
}
